#include "services/registry/domain/people/job_titles.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_join.h"
#include "common/base/status_macros.h"
#include "common/text/yaml.h"

namespace pcsp::registry {
namespace {

constexpr std::pair<absl::string_view, StaffGroup> kGroups[] = {
    {"gp", StaffGroup::kGp},
    {"nurse", StaffGroup::kNurse},
    {"direct_patient_care", StaffGroup::kDirectPatientCare},
    {"admin", StaffGroup::kAdmin},
};

// In lower case, without punctuation; an ampersand is a word.
std::vector<std::string> Words(absl::string_view title) {
  std::vector<std::string> words(1);
  for (const char c : title) {
    if (c == '&') {
      words.insert(words.end(), {"and", ""});
    } else if (absl::ascii_isalnum(c) || (c & 0x80) != 0) {
      words.back() += absl::ascii_tolower(c);
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  words.erase(std::remove(words.begin(), words.end(), ""), words.end());
  return words;
}

}  // namespace

absl::StatusOr<JobTitles> JobTitles::Read(const std::string& path) {
  ASSIGN_OR_RETURN(text::Document document, text::ReadContentFile(path));
  JobTitles titles;
  const text::Node root = document.root()["titles"];
  for (const auto& [word, group] : kGroups) {
    for (const text::Node& node : root[word].List()) {
      const std::vector<std::string> words = Words(node.String());
      const std::string title = absl::StrJoin(words, " ");
      if (title.empty() || !titles.groups_.emplace(title, group).second) {
        node.Fault("a title that no group has yet");
      }
      titles.longest_ = std::max(titles.longest_, words.size());
    }
  }
  RETURN_IF_ERROR(document.Finish());
  return titles;
}

StaffGroup JobTitles::GroupOf(absl::string_view title) const {
  const std::vector<std::string> words = Words(title);
  for (size_t length = std::min(longest_, words.size()); length > 0; --length) {
    for (size_t first = words.size() - length + 1; first-- > 0;) {
      const auto begin = words.begin() + static_cast<int64_t>(first);
      const auto found =
          groups_.find(absl::StrJoin(begin, begin + static_cast<int64_t>(length), " "));
      if (found != groups_.end()) return found->second;
    }
  }
  return StaffGroup::kUnspecified;
}

}  // namespace pcsp::registry
