# Sourced by scripts/assistant and scripts/test with $root set: makes $root/.venv what pyproject.toml and
# constraints.txt ask for. Runs on bash 3.2, because macOS has no newer one.

venv=$root/.venv
# There from the first change to .venv until it is whole again: what a killed set-up leaves behind is made anew.
unfinished=$venv/.unfinished

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# prepare EXTRA: sets .venv up with an extra of pyproject.toml ("" for none). When the stamp of an earlier set-up still
# fits, this starts no process, so that a command's start does not pay for it.
prepare() {
    local pyproject constraints
    IFS= read -r -d '' pyproject <"$root/pyproject.toml"
    IFS= read -r -d '' constraints <"$root/constraints.txt"
    wanted=$pyproject$constraints
    stamp=$venv/.stamp-${1:-run}
    is_ready && return
    lock
    is_ready || set_up "$1"
    unlock
}

# The stamp: the interpreter .venv was made with, the folder it was made in, and the two files it was made from.
is_ready() {
    read_stamp && [ "$stamp_root" = "$root" ] && [ "$stamp_files" = "$wanted" ]
}

read_stamp() {
    [ -f "$stamp" ] && [ -x "$venv/bin/python" ] || return 1
    { IFS= read -r stamp_python; IFS= read -r stamp_root; IFS= read -r -d '' stamp_files; } <"$stamp"
    [ -x "$stamp_python" ]
}

set_up() {
    local extra=$1 log=$venv/setup.log python
    if { [ -e "$venv" ] && [ ! -w "$venv" ]; } || { [ ! -e "$venv" ] && [ ! -w "$root" ]; }; then
        fail "Cannot write to $venv, which has to be set up: run this once as the owner of $root."
    fi
    trap 'exit 130' INT # pip takes an interrupt for a failure of its own and says 1
    if is_usable; then
        say "Updating .venv..."
        : >"$unfinished"
        rm -f "$venv"/.stamp-*
        # What pip itself cannot finish it undoes.
        install || { rm -f "$unfinished"; fail_with_log; }
    else
        find_python
        say "Setting up .venv (once, about a minute)..."
        mkdir -p "$venv" && : >"$unfinished" || fail "Cannot write to $venv."
        find "$venv" -mindepth 1 -maxdepth 1 ! -name "${unfinished##*/}" -exec rm -rf {} +
        "$python" -m venv "$venv" >"$log" 2>&1 && install || fail_with_log
    fi
    write_stamp "$stamp"
    if [ -n "$extra" ]; then
        write_stamp "$venv/.stamp-run"
    fi
    rm -f "$unfinished"
    trap - INT
}

install() (
    cd "$root" && "$venv/bin/python" -m pip install --no-input --progress-bar off --disable-pip-version-check \
        --constraint constraints.txt --editable ".${extra:+[$extra]}" >"$log" 2>&1
)

fail_with_log() {
    tail -n 20 "$log" >&2
    fail "Setting up .venv failed; the whole log is in $log. Mend the cause and run this again."
}

# A .venv that pip can go on with: whole, and not carried here from another folder (its commands name that folder).
is_usable() {
    local earlier
    [ -x "$venv/bin/python" ] && [ ! -e "$unfinished" ] || return 1
    for earlier in "$venv"/.stamp-*; do
        [ -e "$earlier" ] || continue
        { IFS= read -r stamp_python; IFS= read -r stamp_root; } <"$earlier"
        [ -x "$stamp_python" ] && [ "$stamp_root" = "$root" ] || return 1
    done
    "$venv/bin/python" -m pip --version >/dev/null 2>&1
}

# Sets $python: $PYTHON when it is set, else the newest known version. A name on PATH may be a stand-in that starts
# nothing, so each one is tried; Debian's python3 has no ensurepip until python3-venv is installed.
find_python() {
    local candidates=(python3.13 python3.12 python3.11 python3 python) incomplete=
    if [ -n "${PYTHON:-}" ]; then
        candidates=("$PYTHON")
    fi
    for python in "${candidates[@]}"; do
        "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue
        "$python" -c 'import ensurepip, sqlite3, venv' >/dev/null 2>&1 && return
        incomplete=$python
    done
    if [ -n "$incomplete" ]; then
        fail "$incomplete lacks its module venv, ensurepip or sqlite3. Debian and Ubuntu have them in python3-venv."
    fi
    fail "Needs Python 3.11 or newer, and none of these is: ${candidates[*]}. Name one: PYTHON=/path/to/python3 $0"
}

# In two steps, so that a stamp is whole or not there.
write_stamp() {
    {
        "$venv/bin/python" -c 'import os, sys; print(os.path.realpath(sys.executable))' &&
            printf '%s\n%s' "$root" "$wanted"
    } >"$1.new" && mv -f "$1.new" "$1" || fail "Cannot write $1."
}

# One set-up at a time. flock's lock goes with the last process that holds it open, pip included; where there is no
# flock (macOS), a symbolic link names the holder's process, and a dead holder's link is taken over.
lock() {
    local holder waiting=
    if command -v flock >/dev/null; then
        exec 9<"$root"
        flock -n 9 || { say "Waiting for another set-up in $root..."; flock 9; }
        return
    fi
    until ln -s "$$" "$root/.venv.lock" 2>/dev/null; do
        [ -w "$root" ] || return 0 # set_up says so
        holder=$(readlink "$root/.venv.lock")
        if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then
            rm -f "$root/.venv.lock"
        else
            [ -n "$waiting" ] || say "Waiting for process $holder, which holds $root/.venv.lock..."
            waiting=yes
            sleep 1
        fi
    done
}

unlock() {
    if command -v flock >/dev/null; then
        exec 9<&-
    else
        rm -f "$root/.venv.lock"
    fi
}
