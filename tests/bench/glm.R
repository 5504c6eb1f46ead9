# The same logit by R: glm and errors clustered by pair, on the table that 'helsinki dyads' wrote. Seconds, memory, how near.
ok <- requireNamespace("sandwich", quietly = TRUE) && requireNamespace("data.table", quietly = TRUE)
if (!ok) quit(status = 3)
file <- commandArgs(TRUE)[1]
d <- as.data.frame(data.table::fread(file))
d$lncaprat <- log(pmax(d$cinc1, d$cinc2) / pmin(d$cinc1, d$cinc2))
d$contig <- as.numeric(d$conttype > 0)
d$far <- d$mindist / 1000
d$pair <- pmin(d$ccode1, d$ccode2) * 1000 + pmax(d$ccode1, d$ccode2)
d <- d[!is.na(d$mindist), c("cowmidonset", "lncaprat", "contig", "far", "atop_alliance", "cowmidspell", "pair")]
invisible(gc(reset = TRUE))
time1 <- system.time(m <- glm(cowmidonset ~ lncaprat + contig + far + atop_alliance + cowmidspell + I(cowmidspell^2) +
                                I(cowmidspell^3), family = binomial, data = d))
time2 <- system.time(v <- sandwich::vcovCL(m, cluster = d$pair))
cat(sprintf("R %s.%s: glm %.1f s + vcovCL %.1f s = %.2f s, %.0f MB; %d rows, log-likelihood %.4f\n", R.version$major,
            R.version$minor, time1[["elapsed"]], time2[["elapsed"]], time1[["elapsed"]] + time2[["elapsed"]], sum(gc()[, 6]),
            nrow(d), as.numeric(logLik(m))))
