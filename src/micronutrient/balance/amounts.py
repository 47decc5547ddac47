"""What is known of one person's intake of one nutrient: amounts with bounds, and how they came."""

import math

import msgspec

from micronutrient.evidence import FoodShare
from micronutrient.reference.table import ReferenceValue, Scope


class Amount(msgspec.Struct, frozen=True, kw_only=True):
    """A daily amount with bounds: from food and, constant, from supplements.

    `upper` is infinite where no bound is known, as in a record that is not complete. All food
    figures are NaN where no food was recorded.
    """

    lower: float
    mean: float
    upper: float
    supplement: float

    def total(self, food: float) -> float:
        """Add the supplements to a food figure; without food records they are all there is."""
        return self.supplement if math.isnan(food) else food + self.supplement


class NutrientIntake(msgspec.Struct, frozen=True, kw_only=True):
    """Everything known of one person's intake of one nutrient.

    Attributes
    ----------
    amount, in_scope
        All of it [nutrient's unit], and what counts toward an upper level that does not count all
        [upper level's unit].
    coverage
        Share of the eaten weight that has a value; NaN without food.
    days
        Recorded days; 0 without food.
    complete
        Whether everything eaten was recorded.
    energy_kcal
        Daily energy intake [kcal], for requirements that follow it; None if not known.
    forms
        Slugs of the forms that supplements hold; some upper levels are set by form.
    top
        Largest contributors.
    """

    nutrient: str
    amount: Amount
    in_scope: Amount
    coverage: float
    days: int
    complete: bool
    energy_kcal: float | None
    forms: tuple[str, ...] = ()
    top: tuple[FoodShare, ...] = ()

    def counted(self, upper: ReferenceValue | None) -> Amount:
        """Give the amount that an upper level counts: all, what is in scope, or supplements."""
        if upper is None or upper.scope is Scope.TOTAL:
            return self.amount
        if upper.scope is Scope.SUPPLEMENTS_ONLY:
            return msgspec.structs.replace(self.in_scope, lower=0.0, mean=0.0, upper=0.0)
        return self.in_scope
