#include "services/planning/domain/training/text_checks.h"

#include <algorithm>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "services/planning/domain/calendar.h"

namespace pcsp::planning::training {

void CheckRange(absl::string_view field, int64_t given, int64_t least, int64_t most,
                Violations& violations) {
  if (given >= least && given <= most) return;
  violations.Add(std::string(field), absl::StrCat(given), absl::StrCat(least, " to ", most));
}

void CheckLine(absl::string_view field, absl::string_view text, size_t most,
               Violations& violations) {
  const bool plain = std::none_of(text.begin(), text.end(),
                                  [](unsigned char c) { return absl::ascii_iscntrl(c); });
  if (plain && !absl::StripAsciiWhitespace(text).empty() && text.size() <= most) return;
  violations.Add(std::string(field), text, absl::StrCat("1 to ", most, " characters on one line"));
}

void CheckWords(absl::string_view field, const std::vector<std::string>& words, size_t most,
                Violations& violations) {
  if (words.size() > most) {
    violations.Add(std::string(field), absl::StrCat(words.size()), absl::StrCat("at most ", most));
  }
  std::set<std::string> seen;
  for (size_t i = 0; i < words.size(); ++i) {
    const std::string path = absl::StrCat(field, "[", i, "]");
    if (!IsResourceId(words[i])) violations.Add(path, words[i], kResourceIdRule);
    if (!seen.insert(words[i]).second) violations.Add(path, words[i], "each once");
  }
}

void CheckPeriod(absl::string_view field, absl::CivilDay first, absl::CivilDay last,
                 Violations& violations) {
  if (last >= first) return;
  violations.Add(std::string(field), DayText(last),
                 absl::StrCat("the first day, ", DayText(first), ", or later"));
}

}  // namespace pcsp::planning::training
