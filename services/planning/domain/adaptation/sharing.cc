#include "services/planning/domain/adaptation/sharing.h"

#include "absl/strings/str_cat.h"

namespace pcsp::planning {
namespace {

constexpr double kSimilar = 1.5;

absl::string_view Size(std::optional<double> teller, std::optional<double> listener) {
  if (!teller || !listener || *teller <= 0 || *listener <= 0) return "a practice";
  if (*teller > kSimilar * *listener) return "a larger practice";
  if (*teller * kSimilar < *listener) return "a smaller practice";
  return "a practice of similar size";
}

}  // namespace

std::string Attribution(const Site& teller, Sharing sharing, const Site& listener) {
  if (sharing == Sharing::kNamed && !teller.name.empty()) return teller.name;
  const bool elsewhere =
      !teller.system.empty() && !listener.system.empty() && teller.system != listener.system;
  return absl::StrCat(Size(teller.list_size, listener.list_size),
                      elsewhere ? " in another system" : "");
}

}  // namespace pcsp::planning
