"""Small copies of the publishers' downloads, made by the tests."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

FDC = {
    "food.csv": (
        '"fdc_id","data_type","description","food_category_id","publication_date"\n'
        '"11","sr_legacy_food","Spinach, raw","11","2019-04-01"\n'
        '"12","sr_legacy_food","Milk, whole","1","2019-04-01"\n'
        '"21","foundation_food","Kale, raw","11","2024-04-18"\n'
        '"31","sub_sample_food","Kale, sample 7","11","2020-01-01"\n'
        '"41","branded_food","Crisps","Snacks","2021-01-01"\n'
    ),
    "nutrient.csv": (
        '"id","name","unit_name","nutrient_nbr","rank"\n'
        '"1008","Energy","KCAL","208","300"\n'
        '"2047","Energy (Atwater General Factors)","KCAL","957","280"\n'
        '"2048","Energy (Atwater Specific Factors)","KCAL","958","290"\n'
        '"1005","Carbohydrate, by difference","G","205","1110"\n'
        '"1089","Iron, Fe","MG","303","5400"\n'
        '"1103","Selenium, Se","UG","317","6200"\n'
        '"1007","Ash","G","207","1000"\n'
    ),
    "food_nutrient.csv": (
        '"id","fdc_id","nutrient_id","amount","data_points"\n'
        '"1","11","1008","23","1"\n'
        '"2","11","1089","2.71","1"\n'
        '"3","11","1103","","1"\n'
        '"4","12","1008","61","1"\n'
        '"5","12","1103","3.7","1"\n'
        '"6","12","1007","0.7","1"\n'
        '"7","21","2047","35","1"\n'
        '"8","21","2048","33","1"\n'
        '"9","21","1005","-0.4","1"\n'
        '"10","31","1089","1.5","1"\n'
        '"11","41","1089","2","1"\n'
    ),
    "food_portion.csv": (
        '"id","fdc_id","seq_num","amount","measure_unit_id","portion_description","modifier",'
        '"gram_weight"\n'
        '"1","11","1","1","1000","","","30"\n'
        '"2","12","1","","9999","1 glass","","250"\n'
        '"3","31","1","1","1000","","","67"\n'
    ),
    "measure_unit.csv": '"id","name"\n"1000","cup"\n"9999","undetermined"\n',
    "food_nutrient_derivation.csv": '"id","code","description","source_id"\n"1","A","A","1"\n',
}

CNF = {
    "FoodNames.csv": (
        "FoodID,FoodCode,FoodGroupID,FoodSourceID,FoodDescription,FoodDescriptionF,FoodDateOfEntry\n"
        "2,2,22,20,Cheese souffle,Soufflé au fromage,1981-01-01\n"
        '7,7,1,0,"Milk, whole",Lait,2015-05-29\n'
    ),
    "NutrientNames.csv": (
        "NutrientID,NutrientCode,NutrientSymbol,NutrientUnit,NutrientName,NutrientNameF,Tagname\n"
        "203,203,PROT,g,PROTEIN,PROTÉINES,PROCNT\n"
        "317,317,SE,µg,SELENIUM,SÉLÉNIUM,SE\n"
        "339,328,D3+D2-µG,µg,VITAMIN D,VITAMINE D,VITD\n"
        "207,207,ASH,g,ASH,CENDRES,ASH\n"
    ),
    "NutrientAmounts.csv": (
        "FoodID,NutrientID,NutrientValue,StandardError\n"
        "2,203,9.54,0\n2,317,16.3,0\n7,339,1.3,0\n7,207,0.7,0\n7,328,1.2,0\n"
    ),
    "ConversionFactor.csv": (
        "FoodID,MeasureID,ConversionFactorValue\n2,341,0.40152\n7,341,1.03\n7,999,0.5\n"
    ),
    "MeasureNames.csv": "MeasureID,MeasureDescription,MeasureDescriptionF\n341,100ml,100ml\n",
    "FoodGroup.csv": (
        "FoodGroupID,FoodGroupCode,FoodGroupName,FoodGroupNameF\n"
        "1,1,Dairy and Egg Products,Produits laitiers\n22,22,Mixed Dishes,Plats composés\n"
    ),
}

FNDDS = [
    ["FNDDS Nutrient Values\n2017-2018 Food and Nutrient Database for Dietary Studies"],
    ["Food code", "Main food description", "WWEIA Category number", "WWEIA Category description",
     "Energy (kcal)", "Niacin (mg)", "Vitamin A, RAE (mcg_RAE)", "18:2\n(g)", "Theobromine (mg)"],
    [11000000, "Milk, human", 9602, "Human milk", 70, 0.177, 61, 0.374, 0],
    ["1.11e+07", "Milk, NFS", 1004, "Milk, reduced fat", 51, 0.11, "", 0.069, 0],
]  # fmt: skip

PORTIONS = [
    ["Portions and Weights\n2017-2018 Food and Nutrient Database for Dietary Studies"],
    ["Food code", "Main food description", "Seq num", "Portion description", "Portion weight\n(g)"],
    [11000000, "Milk, human", 1, "1 cup", 246],
    [11000000, "Milk, human", 2, "Quantity not specified", 0],
]

Write = Callable[[Path, dict[str, str]], Path]


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    """An empty place for the store."""
    folder = tmp_path / "home"
    monkeypatch.setenv("MICRONUTRIENT_HOME", str(folder))
    return folder


def write_folder(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def write_zip(path: Path, files: dict[str, str], *, inner: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"{inner}{name}", content)
    return path


def write_xlsx(
    path: Path, rows: list[list[str | float]], *, at: dict[str, float] | None = None
) -> Path:
    """Write a workbook of one sheet; `at` puts further numbers at a cell's name."""
    lines = [
        "".join(_cell(f"{chr(65 + j)}{i}", value) for j, value in enumerate(row) if value != "")
        for i, row in enumerate(rows, start=1)
    ]
    body = "".join(f'<row r="{i}">{line}</row>' for i, line in enumerate(lines, start=1))
    body += "".join(f"<row>{_cell(name, value)}</row>" for name, value in (at or {}).items())
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    files = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
        "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="FNDDS Nutrient Values" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData>'
        "</worksheet>",
    }
    return write_zip(path, files)


def _cell(name: str, value: str | float) -> str:
    if isinstance(value, str):
        return f'<c r="{name}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{name}"><v>{value}</v></c>'


@pytest.fixture
def make():
    """The writers and the small tables."""
    from types import SimpleNamespace

    return SimpleNamespace(
        folder=write_folder, zip=write_zip, xlsx=write_xlsx, fdc=dict(FDC), cnf=dict(CNF),
        fndds=[list(row) for row in FNDDS], portions=[list(row) for row in PORTIONS],
    )  # fmt: skip
