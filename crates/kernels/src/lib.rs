//! The array functions: reductions, scans, sorting, selection, histograms.
