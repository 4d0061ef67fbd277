// Titles within sentences.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "services/diagnosis/domain/knowledge/knowledge_base.h"

namespace pcsp::diagnosis {

// In quotation marks, unless the title is a quotation already.
inline std::string Quoted(absl::string_view title) {
  return absl::StartsWith(title, "\"") ? std::string(title) : absl::StrCat("\"", title, "\"");
}

// "A", "B" and 3 more.
inline void AppendTitles(const KnowledgeBase& kb, const std::vector<int>& issues, std::string* to) {
  constexpr size_t kShown = 2;
  for (size_t i = 0; i < std::min(issues.size(), kShown); ++i) {
    if (i > 0) to->append(issues.size() > kShown ? ", " : " and ");
    to->append(Quoted(kb.issues[issues[i]].title));
  }
  if (issues.size() > kShown) absl::StrAppend(to, " and ", issues.size() - kShown, " more");
}

}  // namespace pcsp::diagnosis
