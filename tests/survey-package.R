# Weights made-up answers by part with R's package survey, and writes what it finds to tests/survey-package.tsv, which
# tests/statistics compares with Speir's: `Rscript tests/survey-package.R` (apt-get install r-cran-survey).
suppressMessages(library(survey))
options(survey.lonely.psu = "fail")
set.seed(20)

weighted <- function(favourable, base, population) {
  part <- rep(seq_along(base), base)
  answer <- unlist(Map(function(yes, all) rep(c(1, 0), c(yes, all - yes)), favourable, base))
  people <- data.frame(part, answer, everybody = population[part])
  design <- svydesign(ids = ~1, strata = ~part, fpc = ~everybody, data = people)
  mean <- svymean(~answer, design, deff = TRUE)
  c(coef(mean), SE(mean), deff(mean))
}

written <- function(number) format(number, digits = 17, trim = TRUE, scientific = TRUE)
lines <- replicate(60, {
  parts <- sample(1:9, 1)
  base <- sample(2:150, parts, replace = TRUE)
  favourable <- mapply(function(all) sample(0:all, 1), base)
  population <- base + sample(0:400, parts, replace = TRUE)
  found <- weighted(favourable, base, population)
  cases <- paste(favourable, base, population, collapse = "; ")
  if (!all(is.finite(found)) || found[2] == 0) NA else paste(cases, paste(sapply(found, written), collapse = "\t"), sep = "\t")
})
lines <- lines[!is.na(lines)]
title <- paste0("# Made by tests/survey-package.R with R ", getRversion(), " and survey ", packageVersion("survey"), ".")
columns <- "# Favourable, answers and people of each part\tshare\tstandard error\tdesign effect"
writeLines(c(title, columns, lines), "tests/survey-package.tsv")
