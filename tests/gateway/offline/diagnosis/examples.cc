#include "tests/gateway/offline/diagnosis/examples.h"

#include <fstream>
#include <iterator>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/status_macros.h"
#include "gateway/cli/offline/diagnosis/diagnosis_json.h"
#include "gateway/cli/offline/diagnosis/document_reading.h"
#include "gtest/gtest.h"

namespace pcsp::offline::testing {
namespace {

absl::StatusOr<text::Document> Parsed(const std::string& text) {
  return absl::StartsWith(text, "{") ? text::ParseJson(text, "file")
                                     : text::ParseYaml(text, "file");
}

}  // namespace

std::string Example(const std::string& name) {
  std::ifstream file("gateway/cli/offline/diagnosis/formats.md");
  const std::string all{std::istreambuf_iterator<char>(file), {}};
  for (absl::string_view block : absl::StrSplit(all, "\n```")) {
    const std::pair<absl::string_view, absl::string_view> split =
        absl::StrSplit(block, absl::MaxSplits('\n', 1));
    const bool named = absl::StartsWith(split.second, absl::StrCat("# ", name, "\n"));
    if (!split.first.empty() && (named || split.first == name)) return std::string(split.second);
  }
  ADD_FAILURE() << "no example " << name;
  return "";
}

diagnosis::CheckedKnowledgeBase KnowledgeBaseFrom(const std::string& text) {
  auto file = diagnosis::InspectKnowledgeBaseFile(*Parsed(text), diagnosis::Purpose::kTrial);
  EXPECT_EQ(file.violations.ToStatus(), absl::OkStatus());
  return std::move(file.checked);
}

absl::StatusOr<EvidenceFile> EvidenceFrom(const std::string& text) {
  ASSIGN_OR_RETURN(text::Document document, Parsed(text));
  EvidenceFile file = ReadEvidenceForm(&document);
  RETURN_IF_ERROR(document.Finish());
  return file;
}

absl::StatusOr<nlohmann::ordered_json> Diagnosed(const std::string& knowledge_base,
                                                 const std::string& evidence, double discount) {
  const auto model = diagnosis::CompileCheckedModel(KnowledgeBaseFrom(knowledge_base).kb);
  ASSIGN_OR_RETURN(text::Document document, Parsed(evidence));
  ASSIGN_OR_RETURN(const SiteReading reading,
                   DiagnoseDocument(model, std::move(document), InFull(nullptr), discount));
  // As it is printed and read again.
  return nlohmann::ordered_json::parse(ToJson(model, reading).dump(2));
}

const nlohmann::ordered_json& Find(const nlohmann::ordered_json& list, const std::string& key,
                                   const std::string& value) {
  for (const auto& each : list) {
    if (each.at(key) == value) return each;
  }
  ADD_FAILURE() << "no " << key << " " << value;
  static const auto* const kNone = new nlohmann::ordered_json();
  return *kNone;
}

}  // namespace pcsp::offline::testing
