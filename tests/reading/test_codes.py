"""What PLOVER and CAMEO call the events of each kind, as the manual of PLOVER 0.8 has it: future cooperation is AGREE, a signature SUPPORT, a call CONSULT."""

import pytest

from tracker.reading.kinds import load_kinds

KINDS = {declared.kind.name: declared.kind for declared in load_kinds().declared}
TYPES = {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REJECT", "THREATEN", "SANCTION"}
STATES = {"trade_ranking", "trade_figure"}  # of which both vocabularies know nothing

TABLE = """
visit status=planned AGREE 036
visit status=postponed AGREE 036
visit status=cancelled REJECT-meet 125
visit status=ongoing CONSULT-visit 042
visit status=completed CONSULT-visit 042
agreement status=negotiating CONSULT 046
agreement status=agreed AGREE 030
agreement status=initialled SUPPORT 057
agreement status=signed SUPPORT 057
agreement status=ratified SUPPORT 057
agreement status=in_force SUPPORT 057
agreement status=suspended SANCTION-discontinue 160
agreement status=terminated SANCTION-discontinue 160
agreement status=rejected REJECT-assist 121
meeting status=planned form=call AGREE 036
meeting status=completed form=call CONSULT-phone 041
meeting status=completed form=video CONSULT-phone 041
meeting status=completed form=talks CONSULT-third-party 044
meeting status=cancelled form=talks REJECT-meet 125
support status=stated form=bid SUPPORT 051
support status=stated form=recognition SUPPORT 054
support status=planned form=recognition AGREE 032
support status=withdrawn form=recognition SANCTION-discontinue 161
support status=withdrawn form=bid SANCTION-discontinue 160
aid status=planned AGREE 033
aid status=planned form=military AGREE 0332
aid status=completed form=food AID 073
aid status=completed form=loan AID 071
aid status=completed AID 070
debt_relief status=planned AGREE 0331
debt_relief status=completed AID 071
sanction step=imposed status=completed SANCTION-discontinue 163
sanction step=imposed status=planned THREATEN-restrict 1312
sanction step=lifted status=completed RETREAT 085
sanction step=eased status=planned CONCEDE 0354
diplomatic_status step=opened status=completed SUPPORT 050
diplomatic_status step=ambassador_named status=planned AGREE 032
diplomatic_status step=diplomats_expelled status=completed SANCTION-expel 161
diplomatic_status step=ambassador_recalled status=completed SANCTION-withdraw 161
diplomatic_status step=cut status=planned THREATEN-relations 1313
diplomatic_status step=cut status=completed SANCTION-discontinue 161
"""


@pytest.mark.parametrize("line", TABLE.strip().splitlines())
def test_each_act_has_the_codes_of_the_manual(line: str) -> None:
    kind, *told, plover, cameo = line.split()
    code = KINDS[kind].code(dict(each.split("=") for each in told))
    assert code and (code.plover, code.cameo) == (plover, cameo)


@pytest.mark.parametrize("kind", KINDS)
def test_every_act_has_a_code_and_no_state_of_things_has_one(kind: str) -> None:
    declared = KINDS[kind]
    codes = [declared.code({declared.status: word}) for word in declared.choices(declared.status)] if declared.status else [declared.code({})]
    assert all(code is None for code in codes) if kind in STATES else all(code and code.plover.split("-")[0] in TYPES for code in codes)


@pytest.mark.parametrize("kind", KINDS)
def test_a_code_is_for_words_that_the_kind_knows(kind: str) -> None:
    declared = KINDS[kind]
    assert all(set(words) <= set(declared.choices(name)) for code in declared.codes for name, words in code.when.items())
