# The same estimates by R's package survey. Prints `ready`, then the milliseconds of each pass asked for by a line of
# input; at its end writes peer.csv with a row per estimate.
suppressPackageStartupMessages(library(survey))
folder <- commandArgs(trailingOnly = TRUE)[1]
sample <- read.csv(file.path(folder, "sample.csv"))
flags <- paste0("d", 1:12)
score <- rowSums(sample[flags]) / 12
poor <- score >= 0.33 - 1e-9
sample$H <- as.numeric(poor)
sample$M0 <- score * poor
censored <- paste0("c", 1:12)
sample[censored] <- sample[flags] * poor
means <- as.formula(paste("~ H + M0 +", paste(c(flags, censored), collapse = " + ")))
estimate <- function() {
  design <- svydesign(ids = ~psu, strata = ~stratum, weights = ~weight, nest = TRUE, data = sample)
  svymean(means, design)
}
cat("ready\n")
asked <- file("stdin")
open(asked)
while (length(readLines(asked, n = 1)) > 0) {
  before <- proc.time()[["elapsed"]]
  found <- estimate()
  cat(sprintf("%.3f\n", (proc.time()[["elapsed"]] - before) * 1000))
}
errors <- SE(found)
write.csv(
  data.frame(name = names(coef(found)), estimate = format(coef(found), digits = 17), se = format(errors, digits = 17)),
  file.path(folder, "peer.csv"), row.names = FALSE, quote = FALSE
)
