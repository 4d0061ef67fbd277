#include "services/assessments/domain/instrument_loader.h"

#include <array>
#include <set>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/text/yaml.h"

namespace pcsp::assessments {
namespace {

using text::Node;

constexpr std::pair<absl::string_view, ScaleKind> kScaleKinds[] = {
    {"agreement", ScaleKind::kAgreement}};
constexpr absl::string_view kCodeRule = "1 to 63 characters: a-z, 0-9 and _";
constexpr size_t kMostOptions = 9;       // '1'..'9'
constexpr size_t kMostNotRelevant = 26;  // 'a'..'z'

std::string Code(const Node& node) {
  const std::string code = node.String();
  bool fits = code.size() <= 63;
  for (char c : code) fits &= absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '_';
  if (!fits) node.Fault(kCodeRule);
  return code;
}

std::vector<AnswerOption> ReadOptions(const std::vector<Node>& nodes, bool scored,
                                      absl::flat_hash_set<std::string>& codes) {
  std::vector<AnswerOption> options;
  for (const Node& node : nodes) {
    AnswerOption option{.code = Code(node["code"]), .label = node["label"].String()};
    if (scored) option.score = node["score"].Int(1, kMostOptions);
    if (!codes.insert(option.code).second) node["code"].Fault("a code that the scale has once");
    options.push_back(std::move(option));
  }
  return options;
}

Scale ReadScale(const std::string& id, const Node& node) {
  Scale scale{.id = id, .kind = node["kind"].Enum(kScaleKinds)};
  absl::flat_hash_set<std::string> codes;
  const Node options = node["options"];
  scale.options = ReadOptions(options.List(), true, codes);
  if (scale.options.size() < 2 || scale.options.size() > kMostOptions) {
    options.Fault("2 to 9 options");
  }
  std::set<int> scores;
  for (const AnswerOption& option : scale.options) scores.insert(option.score);
  if (scores.size() != scale.options.size() ||
      (!scores.empty() && (*scores.begin() != 1 || *scores.rbegin() != scale.steps()))) {
    options.Fault("scores that are 1 to the number of options, each once");
  }
  scale.not_relevant = ReadOptions(node["not_relevant"].ListOr(), false, codes);
  if (scale.not_relevant.size() > kMostNotRelevant) {
    node["not_relevant"].Fault("at most 26 answers");
  }
  return scale;
}

Item ReadItem(const Node& node, const std::vector<Scale>& scales) {
  Item item{.code = Code(node["code"]),
            .construct = node["construct"].Enum(kConstructWords),
            .subcomponent = node["subcomponent"].String(),
            .concept_word = node["concept"].String()};
  const Node scale = node["scale"];
  const std::string id = scale.String();
  bool known = false;
  for (size_t i = 0; i < scales.size(); ++i) {
    if (scales[i].id != id) continue;
    item.scale = static_cast<int>(i);
    known = true;
  }
  if (!known) scale.Fault("the id of one of the file's scales");
  item.reverse = node["reverse"].BoolOr(false);
  item.success_factors = node["success_factors"].StringsOr();
  item.text = node["text"].String();
  return item;
}

void ReadItems(const Node& items, Instrument& instrument) {
  for (const Node& node : items.List()) {
    Item item = ReadItem(node, instrument.scales);
    const int index = static_cast<int>(instrument.items.size());
    if (!instrument.item_index.try_emplace(item.code, index).second) {
      node["code"].Fault("a code that the instrument has once");
    }
    instrument.items.push_back(std::move(item));
  }
}

// A person's mean over a construct is only a number if all its items have as many steps.
void CheckConstructs(const Node& items, const Instrument& instrument) {
  std::array<int, kConstructs> count{}, steps{};
  bool mixed = false;
  for (const Item& item : instrument.items) {
    const int c = static_cast<int>(item.construct);
    const int now = instrument.ScaleOf(item).steps();
    mixed |= ++count[c] > 1 && steps[c] != now;
    steps[c] = now;
  }
  if (mixed) items.Fault("scales of the same length for all items of a construct");
  for (const auto& [word, construct] : kConstructWords) {
    const int n = count[static_cast<int>(construct)];
    if (n >= 1 && n <= kMostItemsOfConstruct) continue;
    items.Fault(absl::StrCat("1 to 12 items for the construct ", word));
  }
}

absl::StatusOr<Instrument> Read(text::Document document) {
  const Node root = document.root();
  Instrument instrument{.id = Code(root["id"])};
  instrument.version = root["version"].Int(1, 1'000'000);
  instrument.level = root["level"].Enum(kLevelWords);
  instrument.title = root["title"].String();
  instrument.language = root["language"].String();
  instrument.licence = root["licence"].String();
  instrument.attribution = root["attribution"].String();
  instrument.introduction = root["introduction"].StringOr("");
  for (const auto& [id, node] : root["scales"].Map()) {
    instrument.scales.push_back(ReadScale(id, node));
  }
  // Without a scale nothing can be said of items; one that is never published stands in.
  if (instrument.scales.empty()) instrument.scales.push_back({});
  ReadItems(root["items"], instrument);
  CheckConstructs(root["items"], instrument);
  RETURN_IF_ERROR(document.Finish());
  return instrument;
}

}  // namespace

absl::StatusOr<Instrument> ParseInstrument(absl::string_view yaml, absl::string_view source) {
  ASSIGN_OR_RETURN(text::Document document, text::ParseYaml(yaml, source));
  return Read(std::move(document));
}

absl::StatusOr<Instrument> LoadInstrument(const std::string& path) {
  ASSIGN_OR_RETURN(text::Document document, text::ReadContentFile(path));
  return Read(std::move(document));
}

}  // namespace pcsp::assessments
