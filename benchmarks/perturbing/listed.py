"""Lists of first names, places, peoples and organisations, each name's other forms beside it."""

from __future__ import annotations

MEN = """
Aaron Adam Adrian Ahmed Alan Albert Alejandro Alex Alexander Alfred Ali Andre Andrew Andy Anthony Antonio Arthur
Barack Barry Ben Benjamin Bernard Bernie Bill Bob Boris Brad Brandon Brett Brian Bruce Bryan Carlos Charles
Chris Christian Christopher Chuck Craig Dan Daniel Darren David Dean Dennis Derek Diego Dmitry Don Donald Doug
Douglas Dylan Ed Eddie Edward Elon Emmanuel Eric Ethan Eugene Evan Fernando Francis Francisco Frank Franklin
Fred Gabriel Gary Gavin George Gerald Glenn Gordon Graham Greg Gregory Hakeem Harold Harry Harvey Hector Henry
Herschel Howard Hugh Hunter Ian Isaac Ivan Jack Jacob Jake James Jamie Jared Jason Javier Jay Jeff Jeffrey
Jeremy Jerome Jerry Jim Jimmy Joe Joel John Johnny Jon Jonathan Jorge Jose José Joseph Josh Joshua Juan Julian
Justin Karl Keith Ken Kenneth Kevin Kyle Lance Larry Lawrence Lee Leo Leonard Liam Lindsey Lloyd Louis Lucas
Luis Luke Manuel Marc Marco Marcus Mario Mark Martin Matt Matthew Max Michael Miguel Mike Mikhail Mitch Mohamed
Mohammed Nathan Neil Nicholas Nick Noah Oleksandr Oliver Oscar Patrick Paul Pedro Pete Peter Phil Philip Phillip
Rafael Ralph Randy Raphael Ray Raymond Ricardo Richard Rick Robert Roberto Rodney Roger Ron Ronald Ross Roy
Russell Ryan Sam Samuel Scott Sean Sergei Sergey Simon Spencer Stephen Steve Steven Stuart Ted Terry Theodore
Thomas Tim Timothy Todd Tom Tommy Tony Tucker Tyler Victor Vincent Vladimir Volodymyr Walter Warren Wayne William
Xavier Zachary
""".split()
WOMEN = """
Abby Abigail Alexandra Alexandria Alexis Alice Alicia Alison Amanda Amber Amy Ana Andrea Angela Angelina Anita
Ann Anna Anne Annie Ashley Barbara Beth Betty Beverly Bonnie Brenda Brittney Caitlin Candace Carla Carol
Caroline Carolyn Catherine Charlotte Chelsea Cheryl Christina Christine Cindy Claire Claudia Colleen Courtney
Cynthia Dana Danielle Dawn Deborah Debra Denise Diana Diane Donna Doris Dorothy Elaine Eleanor Elena Elise
Elizabeth Ellen Emily Emma Erica Erin Eva Evelyn Fiona Frances Gina Gloria Grace Gretchen Hannah Heather Heidi
Helen Hillary Holly Ilhan Irene Isabel Ivanka Jackie Jane Janet Janice Jean Jen Jennifer Jenny Jessica Jill Joan
Joanna Joyce Judith Judy Julia Julie Kamala Karen Karine Kate Katherine Kathleen Kathy Katie Kayla Kelly Ketanji
Kim Kimberly Kirsten Kristen Kristin Laura Lauren Leah Letitia Linda Lisa Liz Lori Louise Lucy Lynn Madison
Margaret Maria Marie Marilyn Marjorie Martha Mary Megan Meghan Melania Melanie Melissa Michelle Molly Monica
Nancy Naomi Natalie Nicole Nina Olivia Pamela Patricia Paula Rachel Rebecca Renee Robin Rochelle Rosa Rose Ruth
Sally Samantha Sandra Sara Sarah Serena Sharon Sheila Shirley Sonia Sophia Sophie Stacey Stephanie Susan Sylvia
Tammy Tara Taylor Teresa Theresa Tiffany Tina Tracy Ursula Valerie Vanessa Venus Victoria Virginia Wendy Whitney
Yolanda Zoe
""".split()

# A country with its other names, and the adjective of its people.
_COUNTRIES = """
Afghanistan,Kabul Afghan|Albania Albanian|Algeria Algerian|Angola Angolan|Argentina Argentine|Armenia Armenian
Australia,Canberra Australian|Austria,Vienna Austrian|Azerbaijan Azerbaijani|Bangladesh Bangladeshi
Belarus,Minsk Belarusian|Belgium,Brussels Belgian|Bolivia Bolivian|Brazil Brazilian|Bulgaria Bulgarian
Cambodia Cambodian|Cameroon Cameroonian|Canada,Ottawa Canadian|Chile Chilean|China,Beijing Chinese
Colombia Colombian|Croatia Croatian|Cuba,Havana Cuban|Denmark Danish|Ecuador Ecuadorian|Egypt,Cairo Egyptian
Estonia Estonian|Ethiopia Ethiopian|Finland,Helsinki Finnish|France,Paris French|Germany,Berlin German
Ghana Ghanaian|Greece,Athens Greek|Guatemala Guatemalan|Haiti Haitian|Honduras Honduran
Hungary,Budapest Hungarian|Iceland Icelandic|India,Delhi Indian|Indonesia,Jakarta Indonesian|Iran,Tehran Iranian
Iraq,Baghdad Iraqi|Ireland,Dublin Irish|Israel,Jerusalem Israeli|Italy,Rome Italian|Jamaica Jamaican
Japan,Tokyo Japanese|Kazakhstan Kazakh|Kenya,Nairobi Kenyan|Kuwait Kuwaiti|Latvia Latvian
Lebanon,Beirut Lebanese|Libya Libyan|Lithuania Lithuanian|Malaysia Malaysian|Mali Malian|Mexico Mexican
Moldova Moldovan|Mongolia Mongolian|Morocco Moroccan|Myanmar Burmese|Nepal Nepalese|Netherlands,Hague Dutch
Nicaragua Nicaraguan|Nigeria Nigerian|Norway,Oslo Norwegian|Pakistan,Islamabad Pakistani|Peru Peruvian
Philippines,Manila Filipino|Poland,Warsaw Polish|Portugal,Lisbon Portuguese|Qatar,Doha Qatari|Romania Romanian
Russia,Moscow,Kremlin Russian|Rwanda Rwandan|Senegal Senegalese|Serbia Serbian|Singapore Singaporean
Slovakia Slovak|Slovenia Slovenian|Somalia Somali|Spain,Madrid Spanish|Sudan Sudanese|Sweden,Stockholm Swedish
Switzerland Swiss|Syria,Damascus Syrian|Taiwan,Taipei Taiwanese|Thailand,Bangkok Thai|Tunisia Tunisian
Turkey,Ankara Turkish|Uganda Ugandan|Ukraine,Kyiv Ukrainian|Uruguay Uruguayan|Venezuela,Caracas Venezuelan
Vietnam,Hanoi Vietnamese|Yemen Yemeni|Zambia Zambian|Zimbabwe Zimbabwean
"""
COUNTRIES: dict[str, tuple[str, ...]] = {}
PEOPLES: dict[str, tuple[str, ...]] = {}
for _entry in _COUNTRIES.strip().replace("\n", "|").split("|"):
    _names, _people = _entry.strip().split(" ")
    _all = (*_names.split(","), _people)
    COUNTRIES[_all[0]] = _all
    PEOPLES[_people] = _all

_STATES = """
Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Hawaii Idaho Illinois Indiana
Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri Montana
Nebraska Nevada New_Hampshire New_Jersey New_Mexico North_Carolina North_Dakota Ohio Oklahoma Oregon
Pennsylvania Rhode_Island South_Carolina South_Dakota Tennessee Texas Utah Vermont West_Virginia Wisconsin
Wyoming
"""
STATES = tuple(name.replace("_", " ") for name in _STATES.split())
_CITIES = """
Albuquerque Amsterdam Anchorage Ankara Atlanta Auckland Baltimore Barcelona Birmingham Boise Boston Bucharest
Buffalo Charlotte Chicago Cincinnati Cleveland Columbus Dallas Denver Detroit Edinburgh Fresno Geneva Glasgow
Guangzhou Hamburg Honolulu Houston Indianapolis Istanbul Jacksonville Johannesburg Karachi Kharkiv Kherson Lagos
Las_Vegas Liverpool London Los_Angeles Louisville Lviv Manchester Mariupol Melbourne Memphis Miami Milan
Milwaukee Minneapolis Montreal Mumbai Munich Nashville New_Orleans New_York_City Odesa Oklahoma_City Omaha
Orlando Philadelphia Phoenix Pittsburgh Portland Prague Raleigh Sacramento San_Antonio San_Diego San_Francisco
San_Jose Seattle Seoul Shanghai Shenzhen Sydney Tampa Toronto Tucson Tulsa Vancouver Wuhan Zurich
"""
CITIES = tuple(name.replace("_", " ") for name in _CITIES.split())
CONTINENTS = ("Africa", "Asia", "Europe", "Latin America", "North America")

# Organisations by what they are, so that one can stand for another.
ORGANISATIONS = tuple(
    tuple(name.replace("_", " ") for name in group.split())
    for group in (
        "FBI CIA DEA ATF Secret_Service NSA",
        "NASA NOAA FEMA",
        "FAA NTSB EPA",
        "CDC FDA NIH",
        "NATO OPEC IMF",
        "Pentagon State_Department Justice_Department Treasury_Department Commerce_Department Labor_Department",
        "Google Amazon Microsoft Facebook Netflix Tesla Uber Twitter Disney Boeing Walmart Starbucks Toyota Pfize"
        "r Moderna",
        "NFL NBA MLB NHL FIFA UEFA",
        "Democrats Republicans",
        "Reuters Bloomberg Politico",
        "Harvard Stanford Yale Princeton Oxford Cambridge",
    )
)
