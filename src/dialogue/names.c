/* names.c: what the options of a dialogue are called. */
#include "helsinki/dialogue.h"

#define TEXT(code, text) text,
#define NAMES(function, type, LIST)                             \
	const char *function(type which)                        \
	{                                                       \
		static const char *const name[] = {LIST(TEXT)}; \
		return name[which];                             \
	}

NAMES(hel_dialogue_model_name, hel_dialogue_model, HEL_DIALOGUE_MODEL_LIST)
NAMES(hel_dialogue_reading_name, hel_dialogue_reading, HEL_READING_LIST)
NAMES(hel_voting_name, hel_voting, HEL_VOTING_LIST)
NAMES(hel_victory_name, hel_victory, HEL_VICTORY_LIST)
NAMES(hel_pce_name, hel_pce, HEL_PCE_LIST)
NAMES(hel_third_party_name, hel_third_party, HEL_THIRD_PARTY_LIST)
NAMES(hel_risk_range_name, hel_risk_range, HEL_RISK_RANGE_LIST)
NAMES(hel_risk_seen_name, hel_risk_seen, HEL_RISK_SEEN_LIST)
NAMES(hel_weights_name, hel_weights, HEL_WEIGHTS_LIST)
NAMES(hel_bargain_name, hel_bargain, HEL_BARGAIN_LIST)
NAMES(hel_offer_kind_name, hel_offer_kind, HEL_OFFER_LIST)
NAMES(hel_dialogue_end_name, hel_dialogue_end, HEL_DIALOGUE_END_LIST)
