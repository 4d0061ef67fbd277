// How much of the staff of practices, and of regions, has a competence.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "services/planning/domain/training/competence/competence.h"

namespace pcsp::planning::training {

struct PracticeStaff {
  std::string practice, region;  // ids; the region may be empty
  std::map<StaffGroup, int> headcounts;
};

// Where somebody works on the day, as the registry knows.
struct StaffPost {
  std::string participant, practice;            // an empty practice: they have left
  StaffGroup group = StaffGroup::kUnspecified;  // that of the last attendance if unspecified
};

// `competences` with those people who are named in `posts` at these, once for each, and without
// those who have left.
std::vector<Competence> AtTheirPosts(std::vector<Competence> competences,
                                     absl::Span<const StaffPost> posts);

struct CoverageCell {
  std::string organisation;                     // empty for everybody
  StaffGroup group = StaffGroup::kUnspecified;  // all together
  int headcount = 0;
  int current = 0;  // lapsing included
  int covered = 0;  // of those, how many are counted in the headcount of their practice and group
  int lapsing = 0;
  int lapsed = 0;

  // `covered` over `headcount`; nothing where there is nobody. Where more are trained than counted,
  // as headcounts lag behind, those above do not stand in for the untrained of another group.
  std::optional<double> Share() const;
  bool operator==(const CoverageCell&) const = default;
};

struct Coverage {
  std::vector<CoverageCell> practices, regions, total;
};

// `competences` are of one kind, those of other practices do not count. Practices come in the order
// of `staff`, regions by id; of each, every staff group that has people or competences, then all
// together.
Coverage CoverageOf(absl::Span<const Competence> competences,
                    absl::Span<const PracticeStaff> staff);

}  // namespace pcsp::planning::training
