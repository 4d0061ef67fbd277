#include "services/planning/domain/training/competence/coverage.h"

#include <algorithm>

namespace pcsp::planning::training {
namespace {

using Cells = std::map<StaffGroup, CoverageCell>;

void Count(const Competence& competence, CoverageCell& cell) {
  if (competence.state == CompetenceState::kLapsed) {
    ++cell.lapsed;
    return;
  }
  ++cell.current;
  if (competence.state == CompetenceState::kLapsing) ++cell.lapsing;
}

void Add(const CoverageCell& from, CoverageCell& to) {
  to.headcount += from.headcount;
  to.current += from.current;
  to.covered += from.covered;
  to.lapsing += from.lapsing;
  to.lapsed += from.lapsed;
}

void AddAll(const Cells& from, Cells& to) {
  for (const auto& [group, cell] : from) Add(cell, to[group]);
}

// Writes the cells of one organisation, then their sum.
void Write(const std::string& organisation, const Cells& cells, std::vector<CoverageCell>& out) {
  CoverageCell sum;
  for (const auto& [group, cell] : cells) {
    out.push_back(cell);
    out.back().organisation = organisation;
    out.back().group = group;
    Add(cell, sum);
  }
  sum.organisation = organisation;
  out.push_back(std::move(sum));
}

}  // namespace

std::vector<Competence> AtTheirPosts(std::vector<Competence> competences,
                                     absl::Span<const StaffPost> posts) {
  std::map<std::string, std::vector<const StaffPost*>> by_person;
  for (const StaffPost& post : posts) by_person[post.participant].push_back(&post);
  std::vector<Competence> placed;
  for (Competence& competence : competences) {
    const auto known = by_person.find(competence.participant);
    if (known == by_person.end()) {
      placed.push_back(std::move(competence));
      continue;
    }
    for (const StaffPost* post : known->second) {
      if (post->practice.empty()) continue;
      Competence& there = placed.emplace_back(competence);
      there.practice = post->practice;
      if (post->group != StaffGroup::kUnspecified) there.group = post->group;
    }
  }
  return placed;
}

std::optional<double> CoverageCell::Share() const {
  if (headcount == 0) return std::nullopt;
  return static_cast<double>(covered) / headcount;
}

Coverage CoverageOf(absl::Span<const Competence> competences,
                    absl::Span<const PracticeStaff> staff) {
  std::map<std::string, Cells> by_practice, by_region;
  for (const Competence& competence : competences) {
    Count(competence, by_practice[competence.practice][competence.group]);
  }
  Coverage coverage;
  Cells all;
  for (const PracticeStaff& practice : staff) {
    Cells& cells = by_practice[practice.practice];
    for (const auto& [group, people] : practice.headcounts) {
      if (people > 0) cells[group].headcount = people;
    }
    for (auto& [group, cell] : cells) cell.covered = std::min(cell.current, cell.headcount);
    Write(practice.practice, cells, coverage.practices);
    if (!practice.region.empty()) AddAll(cells, by_region[practice.region]);
    AddAll(cells, all);
  }
  for (const auto& [region, cells] : by_region) Write(region, cells, coverage.regions);
  Write("", all, coverage.total);
  return coverage;
}

}  // namespace pcsp::planning::training
