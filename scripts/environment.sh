# Sourced by scripts/assistant and scripts/test with $root set: makes $root/.venv what pyproject.toml and
# constraints.txt ask for, with uv where it is on PATH, else with venv and pip. Runs on bash 3.2, the newest of macOS.

venv=$root/.venv
# What .venv was made from: the checkout's folder, the two files, the extra. Empty while .venv is being changed, so that
# what a killed or failed set-up leaves behind is made anew.
stamp=$venv/.stamp

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# prepare EXTRA: sets .venv up with an extra of pyproject.toml ("" for none). Starts no process when it is up to date.
prepare() {
    local pyproject constraints
    IFS= read -r -d '' pyproject <"$root/pyproject.toml"
    IFS= read -r -d '' constraints <"$root/constraints.txt"
    wanted=$root$'\n'$pyproject$constraints extra=$1
    is_ready || locked set_up
}

is_ready() {
    local found
    [ -x "$venv/bin/python" ] && [ -f "$stamp" ] || return 1
    IFS= read -r -d '' found <"$stamp"
    [ "$found" = "$wanted$extra" ] || [ "$found" = "${wanted}test" ] # the tests' environment serves the program too
}

# Python is started with -P or -I: what lies in the working folder, which may be a stranger's, is not imported.
set_up() {
    is_ready && return # another set-up was waited for
    local log=$venv/setup.log folder=$root create install
    trap 'exit 130' INT # pip takes an interrupt for a failure of its own and says 1
    create=(uv venv --allow-existing --python "${PYTHON:->=3.11}") install=(uv pip install --python "$venv/bin/python")
    uv --version >/dev/null 2>&1 ||
        install=("$venv/bin/python" -P -m pip install --no-input --progress-bar off --disable-pip-version-check)
    [ ! -f "$stamp" ] || IFS= read -r folder <"$stamp"
    { mkdir -p "$venv" && : >"$stamp"; } 2>/dev/null ||
        fail "Cannot write to $venv, which has to be set up: run this once as the owner of $root."
    # Kept when it is whole and was not carried here from another folder, which its commands name.
    if [ "$folder" = "$root" ] && [ -x "$venv/bin/python" ] && "${install[@]}" --help >/dev/null 2>&1; then
        say "Updating .venv..."
        create=(true)
    else
        [ "${install[0]}" = uv ] || find_python
        say "Setting up .venv (once, about a minute)..."
        rm -rf "$venv"/* # the stamp stays
    fi
    (cd "$root" && "${create[@]}" "$venv" &&
        "${install[@]}" --constraint constraints.txt --editable ".${extra:+[$extra]}") >"$log" 2>&1 || {
        tail -n 20 "$log" >&2
        fail "Setting up .venv failed; the whole log is in $log. Mend the cause and run this again."
    }
    printf %s "$wanted$extra" >"$stamp"
}

# Makes $create use $PYTHON, or else the newest known version. Each is tried: a name on PATH may be a stand-in that
# starts nothing. Links are followed, so that .venv is found to be broken when its Python is removed.
find_python() {
    local name python names=(python3.13 python3.12 python3.11 python3 python)
    [ -z "${PYTHON:-}" ] || names=("$PYTHON")
    for name in "${names[@]}"; do
        python=$("$name" -I -c 'import ensurepip, os, sqlite3, sys, venv
if sys.version_info >= (3, 11): print(os.path.realpath(sys.executable))' 2>/dev/null)
        [ -n "$python" ] && create=("$python" -m venv) && return
    done
    fail "Needs Python 3.11 or newer with ensurepip, sqlite3 and venv (Debian and Ubuntu: install python3-venv)," \
        "and none of these is: ${names[*]}. Name one: PYTHON=/path/to/python3 $0"
}

# locked COMMAND: one at a time. The lock goes with the last process that holds descriptor 9 open, pip included.
locked() {
    take_lock -n 6 || { say "Waiting for another set-up in $root..."; take_lock -x 2; }
    "$@"
} 9<"$root"

# macOS has perl, but no flock. -n and 6: fails at once when another has the lock; -x and 2: waits for it.
take_lock() { { flock "$1" 9 || perl -e 'exit !flock STDIN, shift' "$2" <&9; } 2>/dev/null; }
