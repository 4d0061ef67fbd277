// In what two knowledge bases differ, and how sites would read differently, for people.
#pragma once

#include <string>
#include <vector>

#include "gateway/cli/output.h"
#include "services/diagnosis/domain/comparison/readings.h"

namespace pcsp::cli {

struct NamedSite {
  std::string site;
  diagnosis::SiteDifference difference;
};

struct DifferenceReport {
  std::string before, after;  // "pcsp@2"
  std::vector<diagnosis::Change> changes;
  std::vector<NamedSite> sites;  // those that would read differently
  int compared = 0;
  int without_evidence = 0;
  int small_moves = 0;  // issues, over all sites, that move by less than is told
};

// Prints all of it on standard output; CSV: the sites alone.
void PrintDifferences(Format format, const DifferenceReport& report);

}  // namespace pcsp::cli
