# power.R BENCH: Shapley-Shubik's and Banzhaf's indices of the first 10, 15 and 20 members of the European Union of 27 by R's package
# powerindexR and by the library, both in memory.
bench <- commandArgs(trailingOnly = TRUE)[1]
if (!requireNamespace("powerindexR", quietly = TRUE)) quit(status = 3)
votes <- c(29, 29, 29, 29, 27, 27, 14, 13, 12, 12, 12, 12, 12, 10, 10, 10, 7, 7, 7, 7)
for (members in c(10, 15, 20)) {
  weights <- votes[seq_len(members)]
  quota <- ceiling(255 / 345 * sum(weights))
  peer <- system.time({
    shapley <- powerindexR::pi.shapley(quota = quota, weights = weights)
    banzhaf <- powerindexR::pi.banzhaf(quota = quota, weights = weights, normalized = TRUE)
  })[["elapsed"]]
  ours <- as.numeric(system2(bench, members, stdout = TRUE))
  cat(sprintf("voting power of %d members: powerindexR %s %.3f s, ours %.6f s: %.0f times\n", members,
              as.character(packageVersion("powerindexR")), peer, ours, peer / ours))
}
