# fit-reference.R SAMPLE.csv > r.csv: what R prints for the sample of tests/fit: glm, sandwich, logistf, survival, pROC, splines.
# Columns: case, term, estimate, se, robust se; log-likelihoods and AUC as terms of their own.
suppressMessages({library(sandwich); library(survival); library(logistf); library(splines)})
d <- read.csv(commandArgs(TRUE)[1])
d$pair <- pmin(d$ccode1, d$ccode2) * 1000 + pmax(d$ccode1, d$ccode2)
d$ratio <- log(pmax(d$cinc1, d$cinc2) / pmin(d$cinc1, d$cinc2))
d$land <- as.numeric(d$conttype == 1)
d$major <- pmax(d$cowmaj1, d$cowmaj2)
d$t <- d$gmlmidspell
tight <- glm.control(epsilon = 1e-15, maxit = 60)
out <- function(case, term, estimate, se = NA, robust = NA) {
  f <- function(x) ifelse(is.na(x), "", formatC(x, digits = 17, format = "g"))
  cat(sprintf('%s,"%s",%s,%s,%s\n', case, term, trimws(f(estimate)), trimws(f(se)), trimws(f(robust))), sep = "")
}
# Once more from where it stopped: R's weights are those of the iteration before.
settle <- function(m) update(m, start = coef(m))
show <- function(case, m, v = NULL) {
  out(case, names(coef(m)), coef(m), sqrt(diag(vcov(m))), if (is.null(v)) NA else sqrt(diag(v)))
  out(case, "log-likelihood", as.numeric(logLik(m)))
}
cat("case,term,estimate,se,robust\n")
m <- settle(glm(gmlmidonset ~ ratio + land + major + atop_defense + t + I(t^2) + I(t^3), binomial, d, control = tight))
show("logit", m, vcovCL(m, cluster = d$pair))
out("auc", "in sample", as.numeric(pROC::auc(pROC::roc(d$gmlmidonset, fitted(m), quiet = TRUE))))
show("two-way", m, vcovCL(m, cluster = ~ ccode1 + ccode2))
# Aronow, Samii and Assenova (2015), pair by pair: no package is needed to say what it is
x <- model.matrix(m); e <- d$gmlmidonset - fitted(m); s <- x * e
states <- unique(c(d$ccode1, d$ccode2)); meat <- 0
for (k in states) { z <- colSums(s[d$ccode1 == k | d$ccode2 == k, , drop = FALSE]); meat <- meat + tcrossprod(z) }
for (p in unique(d$pair)) { z <- colSums(s[d$pair == p, , drop = FALSE]); meat <- meat - tcrossprod(z) }
bread <- vcov(m)
show("dyadic", m, bread %*% meat %*% bread)
m <- settle(glm(gmlmidonset ~ factor(land) * ratio + t:major - 1, binomial, d, control = tight))
show("interactions", m)
m <- settle(glm(gmlmidonset ~ ns(t, knots = c(1, 4, 7)) + offset(ratio / 10), binomial, d, control = tight))
out("spline", "log-likelihood", as.numeric(logLik(m)))
out("spline", "fitted of row 7", fitted(m)[7])
m <- settle(glm(dyads ~ majors + t, poisson, transform(d, dyads = gmlmidonset + gmlmidongoing, majors = cowmaj1 + cowmaj2), control = tight))
show("poisson", m, vcovCL(m, cluster = d$pair))
m <- logistf(gmlmidonset ~ ratio + land + major + atop_defense, d, pl = FALSE,
             control = logistf.control(xconv = 1e-13, lconv = 1e-13, gconv = 1e-13, maxit = 200, maxstep = 5))
# logistf's errors are those of the data with the penalty's weights added; brglm2's are by the information at the estimate, as
# Firth (1993) has them
by_information <- function(f, data) coef(summary(glm(f, binomial, data, method = brglm2::brglm_fit, type = "AS_mean",
                                                     epsilon = 1e-13, maxit = 1000)))[, "Std. Error"]
out("firth", names(coef(m)), coef(m), by_information(gmlmidonset ~ ratio + land + major + atop_defense, d))
sep <- subset(d, year <= 1897)
m <- logistf(gmlmidonset ~ ratio + I(as.numeric(conttype == 5)), sep, pl = FALSE,
             control = logistf.control(xconv = 1e-13, lconv = 1e-13, gconv = 1e-13, maxit = 200, maxstep = 5))
out("firth-separated", names(coef(m)), coef(m), by_information(gmlmidonset ~ ratio + I(as.numeric(conttype == 5)), sep))
m <- clogit(gmlmidonset ~ ratio + atop_defense + t + strata(pair), d, method = "exact",
            control = coxph.control(eps = 1e-14, toler.chol = 1e-15, iter.max = 60))
out("conditional", names(coef(m)), coef(m), sqrt(diag(vcov(m))))
out("conditional", "log-likelihood", m$loglik[2])
