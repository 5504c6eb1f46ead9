/* helsinki.h: the whole public face of libhelsinki, room by room, in the order in which the data flow. */
#ifndef HELSINKI_H
#define HELSINKI_H

#include "helsinki/error.h"
#include "helsinki/text.h"
#include "helsinki/output.h"
#include "helsinki/version.h"
#include "helsinki/power.h"
#include "helsinki/bargain.h"
#include "helsinki/panel.h"
#include "helsinki/import.h"
#include "helsinki/dyads.h"
#include "helsinki/fit.h"
#include "helsinki/study.h"
#include "helsinki/dialogue.h"
#include "helsinki/world.h"
#include "helsinki/mechanism.h"
#include "helsinki/lens.h"
#include "helsinki/claim.h"
#include "helsinki/talks.h"
#include "helsinki/scenario.h"
#include "helsinki/security.h"
#include "helsinki/network.h"
#include "helsinki/estimate.h"
#include "helsinki/assess.h"
#include "helsinki/externalities.h"
#include "helsinki/explain.h"
#include "helsinki/verdict.h"
#include "helsinki/parley.h"
#include "helsinki/report.h"
#include "helsinki/plot.h"

#endif
