/* dialogue_words.h: sentences on a dialogue that the text and the picture share. */
#ifndef HEL_REPORT_DIALOGUE_WORDS_H
#define HEL_REPORT_DIALOGUE_WORDS_H

#include "helsinki/dialogue.h"
#include "helsinki/text.h"

/* The model and its options in a sentence, ended by a full stop. */
void hel_say_dialogue_model(hel_text *text, const hel_course *course);

/* Why it ended, in a sentence. */
void hel_say_dialogue_end(hel_text *text, const hel_course *course);

#endif
