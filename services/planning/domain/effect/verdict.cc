#include "services/planning/domain/effect/verdict.h"

namespace pcsp::planning {
namespace {

constexpr double kSure = 0.9;

}  // namespace

Verdict VerdictOf(const SolutionEffect& effect) {
  if (!effect.controlled()) return Verdict::kUnclear;
  if (effect.p_below_0 >= kSure) return Verdict::kHarm;
  if (1 - effect.p_below_0 >= kSure) return Verdict::kHelped;
  const bool small = effect.p_over_2 <= 1 - kSure && effect.p_below_minus_2 <= 1 - kSure;
  return small ? Verdict::kNoDifference : Verdict::kUnclear;
}

absl::string_view InWords(Verdict verdict) {
  switch (verdict) {
    case Verdict::kHelped:
      return "helped where it was tried";
    case Verdict::kNoDifference:
      return "made no difference where it was tried";
    case Verdict::kHarm:
      return "did harm where it was tried";
    case Verdict::kUnclear:
      return "cannot be told yet to help or to harm";
  }
  return "";
}

}  // namespace pcsp::planning
