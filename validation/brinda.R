# Ask the R package BRINDA; validation/brinda.py and benchmarks/brinda.py run this.
#
# Rscript brinda.R SOURCE DATA FOLDER CASES
#   SOURCE  the package's R/BRINDA.R, fetched by the reader; nothing of it is kept here
#   DATA    a CSV file with the columns ferritin, stfr, rbp, retinol, zinc, crp [mg/L], agp [g/L]
#   FOLDER  where GROUP_SET.csv is written, with all that the package gives (digits enough for a double)
#   CASES   PSC_both,WRA_agp,... ; MANUAL takes the reference values CRP 0.2 mg/L and AGP 1.4 g/L
# Prints a line "GROUP_SET seconds processor-seconds" for each: the time of the call alone.

suppressPackageStartupMessages({
  library(dplyr)
  library(data.table)
  library(rlang)
})
if (requireNamespace("berryFunctions", quietly = TRUE)) {
  is.error <- berryFunctions::is.error
} else {
  is.error <- function(expr) inherits(try(expr, silent = TRUE), "try-error")
}

asked <- commandArgs(trailingOnly = TRUE)
source(asked[1])
people <- read.csv(asked[2])
for (case in strsplit(asked[4], ",")[[1]]) {
  part <- strsplit(case, "_")[[1]]
  call <- list(
    dataset = as.name("people"),
    ferritin_varname = as.name("ferritin"),
    soluble_transferrin_receptor_varname = as.name("stfr"),
    retinol_binding_protein_varname = as.name("rbp"),
    retinol_varname = as.name("retinol"),
    zinc_varname = as.name("zinc"),
    population_group = as.name(part[1]),
    output_format = as.name("FULL")
  )
  if (part[2] %in% c("both", "crp")) call$crp_varname <- as.name("crp")
  if (part[2] %in% c("both", "agp")) call$agp_varname <- as.name("agp")
  if (part[1] == "MANUAL" && part[2] %in% c("both", "crp")) call$crp_ref_value_manual <- 0.2
  if (part[1] == "MANUAL" && part[2] %in% c("both", "agp")) call$agp_ref_value_manual <- 1.4
  time <- system.time(answer <- suppressMessages(do.call(BRINDA, call)))
  answer[] <- lapply(answer, function(column) {
    if (is.numeric(column)) sprintf("%.17g", as.numeric(column)) else as.character(column)
  })
  write.csv(answer, file.path(asked[3], paste0(case, ".csv")), row.names = FALSE)
  cat(case, time[["elapsed"]], time[["user.self"]] + time[["sys.self"]], "\n")
}
