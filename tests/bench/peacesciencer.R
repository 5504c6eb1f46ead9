# The same 64 columns by peacesciencer, in memory, nothing written: seconds and memory on standard output.
suppressMessages({
  ok <- requireNamespace("peacesciencer", quietly = TRUE) && requireNamespace("dplyr", quietly = TRUE)
})
if (!ok) quit(status = 3)
suppressWarnings(suppressMessages({
  library(peacesciencer)
  library(magrittr)
  gc(reset = TRUE)
  time <- system.time(
    table <- create_dyadyears(directed = TRUE, subset_years = 1816:2014) %>% add_atop_alliance() %>% add_nmc() %>%
      add_cow_majors() %>% add_contiguity() %>% add_minimum_distance(use_extdata = FALSE) %>% add_democracy() %>%
      add_igos() %>% add_strategic_rivalries() %>% add_cow_mids() %>% add_spells())
  memory <- sum(gc()[, 6])
}))
cat(sprintf("peacesciencer %s: %d rows x %d columns in memory: %.1f s, %.0f MB\n", as.character(packageVersion("peacesciencer")),
            nrow(table), ncol(table), time[["elapsed"]], memory))
