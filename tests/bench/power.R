# power.R PROGRAM: the indices of Shapley-Shubik and Banzhaf of the European Union's Council of fifteen by R's package powerindexR,
# in memory, and by `helsinki power`, the whole process with reading and printing.
program <- commandArgs(trailingOnly = TRUE)[1]
if (!requireNamespace("powerindexR", quietly = TRUE)) quit(status = 3)
weights <- c(10, 10, 10, 10, 8, 5, 5, 5, 5, 4, 4, 3, 3, 3, 2)
peer <- system.time({
  shapley <- powerindexR::pi.shapley(quota = 62, weights = weights)
  banzhaf <- powerindexR::pi.banzhaf(quota = 62, weights = weights, normalized = TRUE)
})[["elapsed"]]
rounds <- 20
ours <- system.time(for (round in seq_len(rounds)) {
  text <- system2(program, c("power", "--rule", "eu-15", "--index", "shapley_shubik", "--index", "banzhaf", "--format", "csv"), stdout = TRUE)
})[["elapsed"]] / rounds
got <- read.csv(text = text)
# the order of members differs among equals only
stopifnot(max(abs(sort(got$shapley_shubik) - sort(unlist(shapley)))) < 1e-9)
cat(sprintf("voting power of 15 members: powerindexR %s %.3f s, helsinki power %.4f s: %.0f times\n",
            as.character(packageVersion("powerindexR")), peer, ours, peer / ours))
