#include "gateway/rest/path_template.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/status_macros.h"

namespace pcsp::rest {
namespace {

using Kind = TemplateSegment::Kind;

// A recursive-descent reader of the grammar in google/api/http.proto.
class TemplateReader {
 public:
  explicit TemplateReader(absl::string_view text) : text_(text) {}

  absl::StatusOr<PathTemplate> Read() {
    if (!Take('/')) return Fault("a template starts with a slash");
    RETURN_IF_ERROR(ReadSegments(/*in_variable=*/false));
    if (Take(':')) {
      result_.verb = TakeWord();
      if (result_.verb.empty()) return Fault("a verb follows the colon");
    }
    if (at_ < text_.size()) return Fault("nothing may follow here");
    for (size_t i = 0; i + 1 < result_.segments.size(); ++i) {
      if (result_.segments[i].kind == Kind::kRest) return Fault("** must be the last segment");
    }
    return std::move(result_);
  }

 private:
  absl::Status ReadSegments(bool in_variable) {
    do {
      if (!in_variable && Take('{')) {
        RETURN_IF_ERROR(ReadVariable());
      } else if (Take('*')) {
        result_.segments.push_back({Take('*') ? Kind::kRest : Kind::kOne, ""});
      } else {
        std::string word = TakeWord();
        if (word.empty()) return Fault("a segment is missing");
        result_.segments.push_back({Kind::kLiteral, std::move(word)});
      }
    } while (Take('/'));
    return absl::OkStatus();
  }

  absl::Status ReadVariable() {
    TemplateVariable variable;
    variable.field_path = absl::StrSplit(
        TakeWhile([](char c) { return absl::ascii_isalnum(c) || c == '_' || c == '.'; }), '.');
    for (const std::string& name : variable.field_path) {
      if (name.empty()) return Fault("a field path has names between its dots");
    }
    variable.begin = result_.segments.size();
    if (Take('=')) {
      RETURN_IF_ERROR(ReadSegments(/*in_variable=*/true));
    } else {
      result_.segments.push_back({Kind::kOne, ""});
    }
    if (!Take('}')) return Fault("} is missing");
    variable.end = result_.segments.size();
    variable.one_segment =
        variable.end - variable.begin == 1 && result_.segments.back().kind != Kind::kRest;
    result_.variables.push_back(std::move(variable));
    return absl::OkStatus();
  }

  bool Take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  template <typename Accept>
  std::string TakeWhile(Accept accept) {
    const size_t begin = at_;
    while (at_ < text_.size() && accept(text_[at_])) ++at_;
    return std::string(text_.substr(begin, at_ - begin));
  }

  std::string TakeWord() {
    return TakeWhile([](char c) {
      return absl::ascii_isalnum(c) || c == '-' || c == '_' || c == '.' || c == '~' || c == '@';
    });
  }

  absl::Status Fault(absl::string_view what) const {
    return absl::InvalidArgumentError(
        absl::StrCat("path template \"", text_, "\", character ", at_ + 1, ": ", what));
  }

  absl::string_view text_;
  size_t at_ = 0;
  PathTemplate result_;
};

}  // namespace

absl::StatusOr<PathTemplate> ParsePathTemplate(absl::string_view text) {
  return TemplateReader(text).Read();
}

}  // namespace pcsp::rest
