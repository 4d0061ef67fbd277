#include "tests/bench/programme.h"

#include <cstdlib>
#include <iostream>

namespace pcsp::diagnosis {
namespace {

void OrExit(const absl::Status& status) {
  if (status.ok()) return;
  std::cerr << "bench_compute: " << status << "\n";
  std::exit(1);
}

}  // namespace

NationalProgramme::NationalProgramme(const ProgrammeModel& model,
                                     const std::vector<Evidence>& evidence, int systems)
    : evidence_(evidence), programme_(model) {
  for (int s = 0; s < systems; ++s) {
    systems_.push_back(programme_.Add(Level::kWholeSystem, std::nullopt));
    Tell(systems_.back(), Level::kWholeSystem);
  }
  for (int g = 0; g < kGroups; ++g) {
    const int system = systems_[g % systems];
    groups_.push_back({system, programme_.Add(Level::kSteeringGroup, system), {}});
    Tell(groups_.back().site, Level::kSteeringGroup);
  }
  for (int p = 0; p < kPractices; ++p) {
    Group& group = groups_[p % kGroups];
    group.practices.push_back(programme_.Add(Level::kPractice, group.site));
    Tell(group.practices.back(), Level::kPractice);
  }
}

void NationalProgramme::Tell(int site, Level level) {
  for (const LevelEvidence& own : evidence_[told_++ % evidence_.size()].levels) {
    if (own.level == level) OrExit(programme_.SetEvidence(site, own));
  }
}

double NationalProgramme::Read(int site) {
  const auto probabilities = programme_.Probabilities(site);
  OrExit(probabilities.status());
  return probabilities->front();
}

double NationalProgramme::Change(bool everywhere) {
  const Group& changed = groups_[changes_ % kGroups];
  Tell(changed.practices[changes_ / kGroups % changed.practices.size()], Level::kPractice);
  ++changes_;
  double sum = 0;
  for (int system : systems_) {
    if (everywhere || system == changed.system) sum += Read(system);
  }
  for (const Group& group : groups_) {
    if (!everywhere && &group != &changed) continue;
    sum += Read(group.site);
    for (int practice : group.practices) sum += Read(practice);
  }
  return sum;
}

}  // namespace pcsp::diagnosis
