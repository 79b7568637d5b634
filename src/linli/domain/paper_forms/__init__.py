"""Every paper there is a form for, by the key that procedures name as its template."""

from linli.domain.paper import PaperForm
from linli.domain.paper_forms.breaches import BREACH_FORMS
from linli.domain.paper_forms.hazards import HAZARD_FORMS
from linli.domain.paper_forms.inspections import INSPECTION_FORMS
from linli.domain.paper_forms.letters import LETTER_FORMS
from linli.domain.paper_forms.mediation import MEDIATION_FORMS
from linli.domain.paper_forms.meetings import MEETING_FORMS
from linli.domain.paper_forms.orders import ORDER_FORMS
from linli.domain.paper_forms.oversight import OVERSIGHT_FORMS
from linli.domain.paper_forms.petitions import PETITION_FORMS
from linli.domain.paper_forms.service import SERVICE_FORMS
from linli.domain.paper_forms.suggestions import SUGGESTION_FORMS
from linli.domain.paper_forms.support import SUPPORT_FORMS

FORMS: dict[str, PaperForm] = {
    one.key: one
    for group in (
        LETTER_FORMS,
        PETITION_FORMS,
        MEDIATION_FORMS,
        SUPPORT_FORMS,
        INSPECTION_FORMS,
        MEETING_FORMS,
        ORDER_FORMS,
        OVERSIGHT_FORMS,
        SUGGESTION_FORMS,
        SERVICE_FORMS,
        BREACH_FORMS,
        HAZARD_FORMS,
    )
    for one in group
}
