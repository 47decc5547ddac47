"""What the mechanism tables say: proteins, their pathways, counts, and where symptoms arise."""

from enum import StrEnum

import msgspec

from micronutrient.sources import Checked


class Role(StrEnum):
    """What the nutrient is to the protein."""

    COFACTOR = "cofactor"
    STRUCTURAL = "structural"
    PRECURSOR = "precursor"
    LIGAND = "ligand"
    ELECTROLYTE = "electrolyte"
    ANTIOXIDANT = "antioxidant"
    TRANSPORT = "transport"
    GENE_TARGET = "gene_target"

    @property
    def meaning(self) -> str:
        """Say it in words."""
        return _MEANING[self]


_MEANING = {
    Role.COFACTOR: "the protein works with it",
    Role.STRUCTURAL: "part of what the protein is or builds",
    Role.PRECURSOR: "the protein turns it into something else",
    Role.LIGAND: "it binds and steers the protein",
    Role.ELECTROLYTE: "the protein moves it, or its gradient, to work",
    Role.ANTIOXIDANT: "the protein keeps it, or works beside it, against oxidation",
    Role.TRANSPORT: "the protein takes it up, carries, stores or doses it",
    Role.GENE_TARGET: "it governs how much of the protein is made",
}


class Protein(msgspec.Struct, frozen=True, kw_only=True):
    """One human protein in one pathway that needs, carries or is governed by a nutrient.

    Attributes
    ----------
    pathway
        As its file names it.
    cofactor_form
        The form in which the nutrient serves here: ``pyridoxal 5'-phosphate``, ``MgATP``.
    ec_number
        Empty for a protein that is no enzyme; ``3.4.24.-`` where the class is incomplete.
    gene, uniprot
        HGNC symbol and UniProt accession.
    entry
        Where in the source: a term, a reaction, a line; empty where nobody has looked.
    source, checked
        Who says that the nutrient serves this protein, and how far that was checked.
    """

    pathway: str
    role: Role
    cofactor_form: str
    protein: str
    ec_number: str
    gene: str
    uniprot: str
    source: str
    entry: str
    checked: Checked


class Pathway(msgspec.Struct, frozen=True, kw_only=True):
    """One pathway of a nutrient: name, process, tissues and systems are this package's words.

    Attributes
    ----------
    main
        Whether it is among the few that tell most of what the nutrient does.
    """

    name: str
    process: str
    tissues: tuple[str, ...]
    systems: tuple[str, ...]
    main: bool
    proteins: tuple[Protein, ...]


class Mechanism(msgspec.Struct, frozen=True, kw_only=True):
    """Everything on file that one nutrient serves, the most telling pathways first."""

    nutrient: str
    pathways: tuple[Pathway, ...]

    @property
    def proteins(self) -> tuple[Protein, ...]:
        """Give the proteins of all pathways; one that serves two stands twice."""
        return tuple(protein for pathway in self.pathways for protein in pathway.proteins)


class CountKind(StrEnum):
    """What stands behind a count."""

    PUBLISHED = "published"
    COUNTED = "counted"
    TRADITION = "tradition"


class Count(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many proteins, genes or enzymes need a nutrient, by one source.

    Attributes
    ----------
    kind
        Printed in a work that counted, counted here in a database, or often said.
    count, of
        ``25`` and "human proteins".
    says
        The whole statement, in a sentence.
    """

    nutrient: str
    kind: CountKind
    count: float
    of: str
    says: str
    source: str
    checked: Checked


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """In which systems and processes a symptom arises: a guide to questions, no diagnosis."""

    symptom: str
    systems: tuple[str, ...]
    processes: tuple[str, ...]
    source: str
    checked: Checked
