#include "gateway/cli/assessment/answers.h"

#include "absl/strings/str_cat.h"

namespace pcsp::cli {

void AddAnswers(absl::string_view flag, const std::vector<std::string>& given,
                google::protobuf::Map<std::string, std::string>* answers, Violations& violations) {
  for (const std::string& answer : given) {
    const size_t equals = answer.find('=');
    if (equals == std::string::npos || equals == 0) {
      violations.Add(std::string(flag), answer,
                     flag == "--words" ? "item=words" : "item=answer, such as pr_purpose=4");
      continue;
    }
    const std::string item = answer.substr(0, equals);
    if (!answers->insert({item, answer.substr(equals + 1)}).second) {
      violations.Add(std::string(flag), answer,
                     absl::StrCat("each item once: ", item, " is given twice"));
    }
  }
}

}  // namespace pcsp::cli
