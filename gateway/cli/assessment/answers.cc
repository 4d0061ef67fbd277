#include "gateway/cli/assessment/answers.h"

#include "common/base/error.h"

namespace pcsp::cli {

absl::Status AddAnswers(const std::vector<std::string>& given,
                        google::protobuf::Map<std::string, std::string>* answers) {
  for (const std::string& answer : given) {
    const size_t equals = answer.find('=');
    if (equals == std::string::npos) {
      return InvalidField("--answer", answer, "item=answer, such as pr_purpose=4");
    }
    (*answers)[answer.substr(0, equals)] = answer.substr(equals + 1);
  }
  return absl::OkStatus();
}

}  // namespace pcsp::cli
