# parity.R PROGRAM DATA SCRATCH PAGE: compares the columns of `helsinki dyads` with those of R's peacesciencer, cell by cell, and
# writes the page. One table at a time: peacesciencer needs some 4 GB for each.
arguments <- commandArgs(trailingOnly = TRUE)
program <- arguments[1]
data <- arguments[2]
scratch <- arguments[3]
page <- arguments[4]
suppressWarnings(suppressMessages({
  library(peacesciencer)
  library(magrittr)
}))
quietly <- function(expression) suppressWarnings(suppressMessages(expression))

# --- what each side makes

theirs <- list(
  pairs = function(table) {
    quietly(table %>% add_atop_alliance() %>% add_nmc() %>% add_cow_majors() %>% add_contiguity() %>%
              add_minimum_distance(use_extdata = FALSE) %>% add_capital_distance() %>% add_democracy() %>%
              add_sim_gdp_pop() %>% add_igos() %>% add_strategic_rivalries())
  },
  cow = function(table) quietly(table %>% add_cow_mids() %>% add_spells()),
  gml = function(table) quietly(table %>% add_gml_mids() %>% add_spells()),
  wars = function(table) quietly(table %>% add_cow_wars(type = "inter") %>% add_spells()))
ours <- list(
  pairs = "--add atop,nmc,majors,contiguity,mindist,capdist,democracy,gdp,igos,rivalries",
  cow = "--add mids,peace --mids cow",
  gml = "--add mids,peace --mids gml",
  wars = "--add wars,peace")
last_year <- c(pairs = 2014, cow = 2014, gml = 2010, wars = 2007)

units <- function(system, directed, to) {
  table <- quietly(create_dyadyears(system = system, directed = directed, subset_years = 1816:to))
  if (system == "gw") {
    kept <- attributes(table)[c("ps_data_type", "ps_system")]
    table <- quietly(add_ccode_to_gw(table))
    attr(table, "ps_data_type") <- kept$ps_data_type
    attr(table, "ps_system") <- kept$ps_system
  }
  table
}

read_table <- function(file) {
  if (requireNamespace("data.table", quietly = TRUE)) as.data.frame(data.table::fread(file, showProgress = FALSE))
  else utils::read.csv(file)
}

our_table <- function(what, system, directed, to, rules) {
  file <- file.path(scratch, "ours.csv")
  command <- paste(shQuote(program), "dyads --quiet --from 1816 --to", to, "--system", system, if (!directed) "--undirected",
                   "--rules", rules, ours[[what]], "-o", shQuote(file))
  if (system(command) != 0) stop("the program failed: ", command)
  table <- read_table(file)
  unlink(file)
  table
}

# The same facts for both: peacesciencer as released carries older ones, or other readings of them.
share_facts <- function() {
  space <- asNamespace("peacesciencer")
  replace <- function(name, value) {
    for (where in list(space[[".__NAMESPACE__."]]$lazydata, as.environment("package:peacesciencer"))) {
      if (!is.null(where) && exists(name, envir = where, inherits = FALSE)) {
        if (bindingIsLocked(name, where)) unlockBinding(name, where)
        assign(name, value, envir = where)
      }
    }
  }
  facts <- function(name) tibble::as_tibble(utils::read.csv(file.path(data, paste0(name, ".csv"))))
  replace("cow_nmc", facts("nmc"))
}

# --- comparison

same <- function(x, y) {
  if (is.character(x) || is.character(y)) return(as.character(x) == as.character(y) | (is.na(x) & is.na(y)))
  both <- is.na(x) & is.na(y)
  equal <- abs(x - y) <= 1e-9 * pmax(1, abs(x))
  equal[is.na(equal)] <- FALSE
  both | equal
}

differences <- NULL
tallies <- NULL

compare <- function(table, what, system, directed, facts, rules) {
  codes <- if (system == "gw") c("gwcode1", "gwcode2") else c("ccode1", "ccode2")
  table <- as.data.frame(table)
  mine <- our_table(what, system, directed, last_year[[what]], rules)
  key <- function(x) x[[codes[1]]] * 1e7 + x[[codes[2]]] * 1e4 + x$year
  their_key <- key(table)
  twice <- duplicated(their_key)
  name <- paste(system, if (directed) "directed" else "undirected", what)
  place <- match(key(mine), their_key[!twice])
  theirs_once <- table[!twice, , drop = FALSE]
  if ("sidea1" %in% names(theirs_once) && what == "wars")
    names(theirs_once)[match(c("sidea1", "sidea2"), names(theirs_once))] <- c("warside1", "warside2")
  shared <- intersect(names(theirs_once), names(mine))
  rows <- data.frame(table = name, facts = facts, rules = rules, rows_theirs = nrow(table), twice = sum(twice), rows_ours = nrow(mine),
                     shared_rows = sum(!is.na(place)), columns = length(shared),
                     only_theirs = paste(setdiff(names(theirs_once), names(mine)), collapse = " "),
                     only_ours = paste(setdiff(names(mine), names(theirs_once)), collapse = " "), cells = 0, differ = 0)
  for (column in setdiff(shared, c(codes, "year"))) {
    x <- theirs_once[[column]][place]
    y <- mine[[column]]
    there <- !is.na(place)
    equal <- same(x, y) | !there
    rows$cells <- rows$cells + sum(there)
    rows$differ <- rows$differ + sum(!equal)
    if (any(!equal)) {
      first <- which(!equal)[1]
      differences <<- rbind(differences, data.frame(
        table = name, facts = facts, rules = rules, column = column, cells = sum(there), differ = sum(!equal),
        empty_theirs = sum(!equal & is.na(x)), empty_ours = sum(!equal & is.na(y)), from = min(mine$year[!equal]), to = max(mine$year[!equal]),
        example = paste0(mine[[codes[1]]][first], "-", mine[[codes[2]]][first], " ", mine$year[first], ": theirs ",
                         if (is.na(x[first])) "empty" else format(x[first], digits = 10), ", ours ",
                         if (is.na(y[first])) "empty" else format(y[first], digits = 10))))
    }
  }
  tallies <<- rbind(tallies, rows)
  cat(name, facts, rules, rows$cells, "cells,", rows$differ, "differ\n")
}

run <- function(system, directed, what, facts) {
  table <- theirs[[what]](units(system, directed, last_year[[what]]))
  for (rules in c("helsinki", "peacesciencer")) compare(table, what, system, directed, facts, rules)
}

run("cow", TRUE, "pairs", "as released")
share_facts()
for (directed in c(TRUE, FALSE)) {
  for (what in names(theirs)) run("cow", directed, what, "shared")
}
run("gw", TRUE, "pairs", "shared")
run("gw", TRUE, "cow", "shared")

# --- the page: every kind of difference with its reason; what has none fails

reason <- function(d) {
  column <- sub("[12]$", "", d$column)
  if (d$facts == "as released" && column %in% c("pec", "cinc"))
    return(c("release", "The package as released carries NMC 6.0; ours is 7.0. With 7.0 on both sides every cell is equal.", "ours, the newer"))
  if (column == "conttype")
    return(c("border hidden", paste("The source has rows of type 0 that run beside others over all the years in which a pair may have been",
      "contiguous. Reading the lower type first, the package takes 0 for pairs that shared a border or a strait."), "ours"))
  if (column == "capdist" && d$differ > 1000)
    return(c("radius", paste("The package takes the sphere of the equator's radius, 6378.137 km; ours is the Earth's mean radius,",
      "6371.0088 km: 0.11 % apart everywhere."), "ours"))
  if (column == "capdist")
    return(c("two capitals", paste("The source lists two capitals of the United Provinces of Central America at once from 14 November 1833;",
      "the package takes the first listed. Ours lets a seat of government end where the next begins."), "ours"))
  if (column %in% c("fatality", "fatalpre", "outcome", "initiator", "resume", "hiact", "hostlev", "mindur", "maxdur"))
    return(c("codes of missing", "-9 (unknown) and -8 (does not apply) are kept as numbers there and are empty here.", "ours: a mean over -9 is none"))
  if (grepl("spell$", d$column) && grepl("^cow", d$table))
    return(c("rows or years", paste("The package counts rows, so its count stands still while a state is out of the system",
      "(Cuba 1906-1908, Austria 1938-1955) and depends on the order of the rows. Ours counts calendar years."), "ours"))
  if (grepl("spell$", d$column))
    return(c("spells by COW code", paste("In a Gleditsch-Ward table the package counts by the pair of COW codes: all pairs without one (\"2-NA\")",
      "are one pair to it, and their rows are counted through. Ours counts by the table's own pair."), "ours"))
  if (d$column == "atop_alliance" && grepl("undirected", d$table))
    return(c("no alliance", "In undirected tables the package leaves atop_alliance empty where there is none, though it fills its clauses with 0.", "ours"))
  if (column == "cowmaj" && grepl("^gw", d$table))
    return(c("no such state", paste("A Gleditsch-Ward state that COW does not list in the year is 0 there and empty here: COW says nothing",
      "about it."), "ours"))
  c("UNEXPLAINED", "", "")
}

count <- function(n) format(n, big.mark = ",", scientific = FALSE, trim = TRUE)
row <- function(...) paste0("| ", paste(..., sep = " | "), " |")

kinds <- t(apply(differences, 1, function(d) reason(as.list(d) |> within({ differ <- as.numeric(differ) }))))
differences$kind <- kinds[, 1]
lines <- c(
  "# Parity with peacesciencer", "",
  paste0("Made by `./dev parity` with peacesciencer ", packageVersion("peacesciencer"), ", isard ", packageVersion("isard"), ". Every column that both sides have, every row of"),
  "1816 to the source's last year, is compared cell by cell; numbers are equal within 1e-9 of their size, an NA equals an empty cell. Rows are",
  "matched by their keys. *Shared facts*: the package's table of NMC (6.0) is replaced by ours (7.0), so that rules are compared and not releases;",
  "all other facts are the same as released.", "",
  "## Cells", "",
  row("table", "facts", "rules of", "rows there", "rows here", "columns", "cells", "differ"), row("---", "---", "---", "---:", "---:", "---:", "---:", "---:"),
  vapply(seq_len(nrow(tallies)), function(i) with(tallies[i, ], row(table, facts, rules, count(rows_theirs), count(rows_ours), columns, count(cells), count(differ))), ""), "",
  paste0("Columns that one side alone has: ", paste(unique(c(
    paste0("theirs: ", setdiff(unique(unlist(strsplit(tallies$only_theirs, " "))), ""), recycle0 = TRUE),
    paste0("ours: ", setdiff(unique(unlist(strsplit(tallies$only_ours, " "))), ""), recycle0 = TRUE))), collapse = ", "), "."),
  "(The package drops the number of a war. Our `peace` comes with the spells of disputes as well as of wars.) War sides are `sidea1`, `sidea2` there",
  "and `warside1`, `warside2` here, because disputes have columns of the first names; they are compared as one.", "",
  "## Every kind of difference", "")
for (kind in unique(differences$kind)) {
  of_kind <- differences[differences$kind == kind, ]
  why <- reason(as.list(of_kind[1, ]))
  lines <- c(lines, paste0("**", toupper(substr(kind, 1, 1)), substring(kind, 2), ".** ", why[2], " Right: ", why[3], "."), "",
    row("table", "facts", "rules of", "column", "cells that differ", "years", "first of them"), row("---", "---", "---", "---", "---:", "---", "---"),
    vapply(seq_len(nrow(of_kind)), function(i) with(of_kind[i, ], row(table, facts, rules, paste0("`", column, "`"), count(differ), paste0(from, "-", to), example)), ""), "")
}
unexplained <- sum(differences$kind == "UNEXPLAINED")
lines <- c(lines, "## What this says", "",
  paste0("Unexplained differences: ", if (unexplained) unexplained else "none", ". Under `--rules peacesciencer` and the same facts, a COW table is the package's, cell for cell."),
  "Similarity is compared with svmiller/fpsim for 1914 in `tests/dyads/frozen.py`, where two years of the package's development version are compared, too.")
writeLines(lines, page)
cat(if (unexplained) paste(unexplained, "kinds of difference have no reason\n") else "every difference has its reason\n")
quit(status = as.integer(unexplained > 0))
