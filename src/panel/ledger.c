/* ledger.c: the words of the ledger, and its rows. */
#include "panel/tables.h"

/* Shares are of the actor's own total unless an item says otherwise; `from` is the other side. */
static const char *const items[] = {
    "military-expenditure",     /* current dollars */
    "military-burden",          /* percent of GDP */
    "military-world-share",     /* percent of the world's military spending */
    "military-nato-share",      /* percent of NATO's military spending */
    "arms-imports-share",       /* percent of the actor's imports of major arms, by supplier */
    "arms-imports-change",      /* percent, on the five years before */
    "arms-world-imports-share", /* percent of the world's imports of major arms */
    "arms-exports-share",       /* percent of the world's exports of major arms */
    "arms-exports-change",      /* percent, on the five years before */
    "arms-sales-share",         /* percent of the actor's exports of major arms that go to the other side */
    "foreign-military-sales",   /* between governments, fiscal year */
    "direct-arms-sales",        /* between firms and buyers, licensed, fiscal year */
    "arms-sales",               /* both together */
    "refugees",                 /* recorded in the actor, from the other side */
    "temporary-protection",     /* the same, of those who have this status in the EU */
    "displaced-inside",         /* within the actor */
    "gas-import-share",         /* percent of gas imports by volume, pipeline and LNG */
    "gas-value-share",          /* percent of gas imports by value */
    "pipeline-gas-share",       /* percent of gas imports that come by pipeline from the other side */
    "lng-import-share",         /* percent of LNG imports */
    "coal-value-share",         /* percent of coal imports by value */
    "oil-value-share",          /* percent of imports of petroleum oil by value */
    "imports",                  /* goods from the other side */
    "exports",                  /* goods to the other side */
    "trade",                    /* goods both ways */
    "imports-share",            /* percent of the actor's imports of goods */
    "exports-share",            /* percent of the actor's exports of goods */
    "aid",                      /* allocated to the other side, all kinds */
    "military-aid",             /* allocated to the other side */
};

static const char *const units[] = {"USD bn", "EUR bn", "percent", "persons", "USD", "TWh"};

const char *const *hel_ledger_items(size_t *n)
{
	*n = sizeof items / sizeof *items;
	return items;
}

const char *const *hel_ledger_units(size_t *n)
{
	*n = sizeof units / sizeof *units;
	return units;
}

hel_status hel_panel_ledger(hel_panel *panel, const hel_ledger_row **row, size_t *n, hel_error *error)
{
	hel_status status = hel_panel_need(panel, HEL_TABLE_LEDGER, error);
	if (status)
		return status;
	*row = panel->ledger.row;
	*n = panel->ledger.n;
	return HEL_OK;
}
