"""What one imported table is: its name in the store, its publisher, its terms."""

import msgspec


class TableInfo(msgspec.Struct, frozen=True, kw_only=True):
    """What one table is.

    Attributes
    ----------
    slug
        Its name in the store: ``fdc_sr_legacy``, ``fndds_2017_2018``, ``cnf_2015``.
    prefix
        Of its foods' ids: ``fdc``.
    source
        Slug of the source that its figures cite.
    reuse
        The publisher's terms.
    """

    slug: str
    title: str
    version: str
    prefix: str
    source: str
    publisher: str
    reuse: str
    note: str = ""
