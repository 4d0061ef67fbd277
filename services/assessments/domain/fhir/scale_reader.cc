#include "services/assessments/domain/fhir/scale_reader.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "services/assessments/domain/fhir/fhir_words.h"
#include "services/assessments/domain/instruments/instrument_rules.h"

namespace pcsp::assessments::fhir {
namespace {

constexpr int kTen = 10;

// An option as the resource has it.
struct RawOption {
  AnswerOption option;
  std::optional<int> ordinal;
};

class ScaleReader {
 public:
  ScaleReader(const Node& question, Extensions& extensions,
              const std::map<std::string, Node>& contained, std::vector<std::string>& ignored)
      : question_(question), extensions_(extensions), contained_(contained), ignored_(ignored) {}

  ReadScaleResult Read() {
    ReadIdentity();
    const Node type = question_["type"];
    const std::string word = type.String();
    if (word == "choice") {
      ReadChoice();
    } else if (word == "boolean") {
      MakeBoolean();
    } else if (word == "integer") {
      ReadInteger();
    } else if (word == "text" || word == "string") {
      result_.scale.kind = ScaleKind::kText;
    } else {
      type.Fault("group, display, choice, boolean, integer, text or string");
    }
    return std::move(result_);
  }

 private:
  void ReadIdentity() {
    const Node coding = extensions_.ValueOf(kScale, "valueCoding");
    if (!coding.present()) return;
    result_.scale.id = coding["code"].String();
    kind_ = coding["display"].Enum(kScaleKindWords);
  }

  AnswerOption ReadCoding(const Node& coding) {
    RefuseModifiers(coding);
    coding["system"].StringOr("");
    Ignore(coding, {"version", "id", "userSelected"}, ignored_);
    AnswerOption option{.code = coding["code"].String()};
    const Text display = ReadText(coding, "display");
    option.label = display.text.empty() ? option.code : display.text;
    for (const auto& [tag, text] : display.translations) result_.labels[tag][option.code] = text;
    return option;
  }

  // Published questionnaires have the score beside the coding or on it.
  RawOption ReadOption(const Node& option) {
    RefuseModifiers(option);
    RawOption raw;
    Extensions beside(option);
    Node score = beside.ValueOf(kOrdinalValue, "valueDecimal");
    beside.AddIgnored(ignored_);
    Ignore(option, {"id", "initialSelected"}, ignored_);
    if (option["valueInteger"].present()) {
      raw.option.code = raw.option.label = absl::StrCat(ReadWhole(option["valueInteger"]));
    } else if (option["valueString"].present()) {
      option["valueString"].Fault("valueCoding or valueInteger: stored answers are codes");
    } else {
      const Node coding = option["valueCoding"];
      raw.option = ReadCoding(coding);
      Extensions on(coding);
      if (!score.present()) score = on.ValueOf(kOrdinalValue, "valueDecimal");
      on.AddIgnored(ignored_);
    }
    if (score.present()) raw.ordinal = ReadWhole(score);
    return raw;
  }

  std::vector<RawOption> ReadOptions() {
    std::vector<RawOption> options;
    const Node set = question_["answerValueSet"];
    if (!set.present()) {
      for (const Node& node : question_["answerOption"].List()) options.push_back(ReadOption(node));
      return options;
    }
    const std::string reference = set.String();
    const auto found = contained_.find(std::string(absl::StripPrefix(reference, "#")));
    if (!absl::StartsWith(reference, "#") || found == contained_.end()) {
      set.Fault("answerOption, or the id of a contained value set behind a #");
      return options;
    }
    for (const Node& include : found->second["compose"]["include"].List()) {
      include["system"].StringOr("");
      for (const Node& concept_node : include["concept"].List()) {
        options.push_back(ReadConcept(concept_node));
      }
    }
    return options;
  }

  RawOption ReadConcept(const Node& node) {
    RawOption raw{.option = ReadCoding(node)};
    Extensions extensions(node);
    const Node score = extensions.ValueOf(kOrdinalValue, "valueDecimal");
    if (score.present()) raw.ordinal = ReadWhole(score);
    extensions.AddIgnored(ignored_);
    Ignore(node, {"designation"}, ignored_);
    return raw;
  }

  // 0 to 10 says its order itself.
  static bool IsZeroToTen(const std::vector<RawOption>& options) {
    std::set<int> numbers;
    for (const RawOption& raw : options) {
      for (int value = 0; value <= kTen; ++value) {
        const bool here = raw.option.code == absl::StrCat(value);
        if (here && (!raw.ordinal || *raw.ordinal == value)) numbers.insert(value);
      }
    }
    return numbers.size() == kTen + 1;
  }

  void ReadChoice() {
    const Node where = question_["answerValueSet"].present() ? question_["answerValueSet"]
                                                             : question_["answerOption"];
    std::vector<RawOption> options = ReadOptions();
    Scale& scale = result_.scale;
    if (IsZeroToTen(options) && kind_.value_or(ScaleKind::kZeroToTen) == ScaleKind::kZeroToTen) {
      return MakeZeroToTen(options);
    }
    scale.kind = kind_.value_or(ScaleKind::kOrdinal);
    std::set<int> ordinals;
    for (const RawOption& raw : options) {
      if (raw.ordinal) ordinals.insert(*raw.ordinal);
    }
    const int scored =
        static_cast<int>(std::count_if(options.begin(), options.end(), [](const RawOption& raw) {
          return raw.ordinal.has_value();
        }));
    const bool whole = ordinals.empty() || (static_cast<int>(ordinals.size()) == scored &&
                                            *ordinals.rbegin() - *ordinals.begin() == scored - 1);
    if (!whole) where.Fault("ordinal values that follow each other, each once and without a hole");
    if (!ordinals.empty()) scale.first_value = *ordinals.begin();
    int next = 0;
    for (RawOption& raw : options) {
      if (!raw.ordinal) {
        scale.not_relevant.push_back(std::move(raw.option));
        continue;
      }
      // After a fault any order does.
      raw.option.score = whole ? *raw.ordinal - scale.first_value + 1 : ++next;
      scale.options.push_back(std::move(raw.option));
    }
  }

  void MakeZeroToTen(std::vector<RawOption>& options) {
    Scale& scale = result_.scale;
    scale.kind = ScaleKind::kZeroToTen;
    scale.high = kTen;
    std::map<int, std::string> anchors;
    for (RawOption& raw : options) {
      bool number = false;
      for (int value = 0; value <= kTen; ++value) {
        if (raw.option.code != absl::StrCat(value)) continue;
        anchors[value] = raw.option.label;
        number = true;
      }
      if (!number) scale.not_relevant.push_back(std::move(raw.option));
    }
    MakePositions(scale, anchors);
  }

  void MakeBoolean() {
    Scale& scale = result_.scale;
    scale.kind = ScaleKind::kYesNo;
    scale.options = {{"true", "Yes", 2}, {"false", "No", 1}};
  }

  bool IsSlider() {
    const Node concept_node = extensions_.ValueOf(kItemControl, "valueCodeableConcept");
    if (!concept_node.present()) return kind_ == ScaleKind::kSlider;
    bool slider = false;
    concept_node.Map();
    for (const Node& coding : concept_node["coding"].ListOr()) {
      coding.Map();
      slider |= coding["code"].StringOr("") == "slider";
    }
    return slider;
  }

  // The end of a range; a fault of the question if it has none.
  int Bound(const char* url) {
    const Node bound = extensions_.ValueOf(url, "valueInteger");
    if (bound.present()) return static_cast<int>(bound.Int(-1'000'000'000, 1'000'000'000));
    question_["type"].Fault("minValue and maxValue beside an integer");
    return 0;
  }

  void ReadInteger() {
    Scale& scale = result_.scale;
    const bool slider = IsSlider();
    scale.low = Bound(kMinValue);
    scale.high = Bound(kMaxValue);
    const Node step = extensions_.ValueOf(kSliderStep, "valueInteger");
    if (step.present()) scale.step = static_cast<int>(step.Int(1, 1'000'000'000));
    const bool ten = scale.low == 0 && scale.high == kTen && scale.step == 1;
    scale.kind = slider                               ? ScaleKind::kSlider
                 : ten && kind_ != ScaleKind::kNumber ? ScaleKind::kZeroToTen
                                                      : ScaleKind::kNumber;
    std::map<int, std::string> anchors;
    for (const Node& anchor : extensions_.Of(kAnchor)) {
      const Node coding = anchor["valueCoding"];
      const AnswerOption option = ReadCoding(coding);
      anchors[static_cast<int>(std::strtol(option.code.c_str(), nullptr, 10))] = option.label;
    }
    for (const Node& reason : extensions_.Of(kNotRelevant)) {
      scale.not_relevant.push_back(ReadCoding(reason["valueCoding"]));
    }
    if (scale.kind != ScaleKind::kNumber) MakePositions(scale, anchors);
  }

  const Node& question_;
  Extensions& extensions_;
  const std::map<std::string, Node>& contained_;
  std::vector<std::string>& ignored_;
  std::optional<ScaleKind> kind_;
  ReadScaleResult result_;
};

}  // namespace

ReadScaleResult ReadScale(const Node& question, Extensions& extensions,
                          const std::map<std::string, Node>& contained,
                          std::vector<std::string>& ignored) {
  return ScaleReader(question, extensions, contained, ignored).Read();
}

}  // namespace pcsp::assessments::fhir
