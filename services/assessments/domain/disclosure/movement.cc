#include "services/assessments/domain/disclosure/movement.h"

#include <algorithm>
#include <cstdlib>

#include "services/assessments/domain/disclosure/overlap.h"

namespace pcsp::assessments {
namespace {

int SumOf(const Turnouts::Counts& counts, Part part) {
  int people = 0;
  for (int g = 0; g < kStaffGroups; ++g) {
    if ((part >> g & 1) != 0) people += counts[g];
  }
  return people;
}

// One site beside one earlier wave.
class SiteMovement {
 public:
  SiteMovement(const Turnouts& before, const Turnouts& now, int least) : least_(least) {
    Look(before.respondents, now.respondents);
    for (int c = 0; c < kConstructs; ++c) Look(before.constructs[c], now.constructs[c]);
    const Part all = PartsOf(kWholeTeam)[0];
    moved_ = std::abs(SumOf(now.respondents, all) - SumOf(before.respondents, all));
  }
  bool few() const { return few_; }
  bool few_there() const { return few_there_; }
  bool few_of_parts() const { return few_of_parts_; }
  int few_people() const { return moved_ < least_ ? moved_ : 0; }

 private:
  void Look(const Turnouts::Counts& before, const Turnouts::Counts& now) {
    for (int r = 0; r < kResolutions; ++r) {
      for (Part part : PartsOf(r)) {
        const int then = SumOf(before, part);
        if (ChangeIsCovered(then, SumOf(now, part), least_)) continue;
        few_of_parts_ = true;
        if (r != kWholeTeam) continue;
        few_ = true;
        few_there_ = few_there_ || then > 0;
      }
    }
  }

  const int least_;
  int moved_ = 0;
  bool few_ = false, few_there_ = false, few_of_parts_ = false;
};

void FindTooFew(const Hierarchy& tree, int least, std::vector<int> few, std::vector<bool>& found) {
  for (size_t i = tree.nodes.size(); i-- > 0;) {
    const bool site = tree.IsSite(static_cast<int>(i));
    const bool too_few = !site && few[i] > 0 && few[i] < least;
    if (too_few) found[i] = true;
    if (tree.nodes[i].parent >= 0 && (site || too_few)) few[tree.nodes[i].parent] += few[i];
  }
}

}  // namespace

Turnouts TurnoutsOf(const std::array<SiteStatistics, kStaffGroups>& groups) {
  Turnouts turnouts;
  for (int g = 0; g < kStaffGroups; ++g) {
    turnouts.respondents[g] = static_cast<int>(groups[g].respondents);
    for (int c = 0; c < kConstructs; ++c) {
      turnouts.constructs[c][g] = static_cast<int>(groups[g].constructs[c].people);
    }
  }
  return turnouts;
}

SiteStatistics SiteAnswers::Total() const {
  SiteStatistics total;
  for (const SiteStatistics& group : groups) total += group;
  return total;
}

Movement MovementOf(const Hierarchy& tree, absl::Span<const SiteAnswers> answers, int least) {
  const std::vector<bool> none(tree.nodes.size());
  Movement movement = {none, none, none, none};
  std::vector<std::vector<int>> few;  // by earlier wave and node
  for (size_t i = tree.nodes.size(); i-- > 0;) {
    const Node& node = tree.nodes[i];
    if (node.site > 0) {
      const SiteAnswers& site = answers[node.site - 1];
      const Turnouts now = TurnoutsOf(site.groups);
      few.resize(std::max(few.size(), site.earlier.size()), std::vector<int>(tree.nodes.size()));
      for (size_t w = 0; w < site.earlier.size(); ++w) {
        const SiteMovement moved(site.earlier[w], now, least);
        if (moved.few_there()) movement.of_site[i] = true;
        if (moved.few()) movement.of_group[i] = true;
        if (moved.few_of_parts()) movement.of_parts[i] = true;
        few[w][i] = moved.few_people();
      }
    }
    if (node.parent < 0) continue;
    if (movement.of_group[i]) movement.of_group[node.parent] = true;
    if (movement.of_parts[i]) movement.of_parts[node.parent] = true;
  }
  for (auto& of_wave : few) FindTooFew(tree, least, std::move(of_wave), movement.too_few);
  return movement;
}

}  // namespace pcsp::assessments
