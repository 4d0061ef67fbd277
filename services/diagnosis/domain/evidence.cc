#include "services/diagnosis/domain/evidence.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/status_macros.h"
#include "services/diagnosis/domain/notes.h"
#include "services/diagnosis/domain/programme/surroundings.h"

namespace pcsp::diagnosis {
namespace {

constexpr absl::string_view kLevelRule = "whole_system, steering_group or practice";

// Where a piece of evidence stands; spelt out only when something is wrong with it.
struct Place {
  size_t level;
  const char* list;
  size_t index;

  std::string Field(absl::string_view field) const {
    return absl::StrCat("levels[", level, "].", list, "[", index, "].", field);
  }
};

class Resolver {
 public:
  Resolver(const Model& model, const Evidence& evidence) : model_(model), evidence_(evidence) {}

  absl::StatusOr<Observations> Run() {
    if (!evidence_.subject) violations_.Add("subject_level", "", kLevelRule);
    out_.subject = evidence_.subject.value_or(Level::kPractice);
    seen_.resize(model_.kb.indicators.size());
    size_t most = 0;
    for (const LevelEvidence& level : evidence_.levels)
      most += level.items.size() + level.facts.size();
    out_.pieces.reserve(most);
    for (size_t l = 0; l < evidence_.levels.size(); ++l) {
      const LevelEvidence& level = evidence_.levels[l];
      CheckLevel(level.level, absl::StrCat("levels[", l, "].level"));
      if (level.withheld_reason != WithheldReason::kNotSaid) AddWithheld(level, l);
      for (size_t i = 0; i < level.items.size(); ++i) {
        AddCounts(level.level, IndicatorType::kItem, level.items[i], {l, "items", i});
      }
      for (size_t f = 0; f < level.facts.size(); ++f) {
        AddFact(level.level, level.facts[f], {l, "facts", f});
      }
      for (size_t t = 0; t < level.texts.size(); ++t) {
        AddCounts(level.level, IndicatorType::kText, level.texts[t], {l, "texts", t});
      }
      ResolveNotes(model_, level, absl::StrCat("levels[", l, "]."), &out_, &violations_);
    }
    if (evidence_.around) {
      out_.around = ResolveSurroundings(model_, out_.subject, *evidence_.around, &violations_);
    }
    out_.earlier = ResolveEarlier(model_, out_.subject, evidence_.earlier, &violations_);
    RETURN_IF_ERROR(violations_.ToStatus());
    std::sort(out_.withheld.begin(), out_.withheld.end());
    std::sort(out_.pieces.begin(), out_.pieces.end(),
              [](const auto& a, const auto& b) { return a.indicator < b.indicator; });
    return std::move(out_);
  }

 private:
  void CheckLevel(std::optional<Level> level, const std::string& field) {
    if (!level) {
      violations_.Add(field, "", kLevelRule);
    } else if (!levels_.insert(*level).second) {
      violations_.Add(field, LevelWord(*level), "each level once");
    } else if (*level > out_.subject) {
      violations_.Add(field, LevelWord(*level), "the subject's level or one above");
    }
  }

  void CheckReason(WithheldReason reason, std::string field) {
    const int number = static_cast<int>(reason);
    if (number >= 0 && number <= static_cast<int>(WithheldReason::kNotYetClosed)) return;
    violations_.Add(std::move(field), absl::StrCat(number), "a reason of WithheldReason");
  }

  // No answer of a level may be seen.
  void AddWithheld(const LevelEvidence& level, size_t l) {
    const std::string at = absl::StrCat("levels[", l, "].");
    CheckReason(level.withheld_reason, at + "withheld_reason");
    if (!level.items.empty()) {
      violations_.Add(at + "items", absl::StrCat(level.items.size(), " items"),
                      "no items where withheld_reason is set");
    }
    if (level.level) out_.withheld.push_back({*level.level, level.withheld_reason});
  }

  // The index of the indicator; -1 after a violation.
  int Find(std::optional<Level> level, IndicatorType type, const std::string& id, const Place& at) {
    const absl::string_view word = TypeWord(type);
    const auto found = model_.indicator_by_id.find(id);
    const Indicator* indicator =
        found == model_.indicator_by_id.end() ? nullptr : &model_.kb.indicators[found->second];
    if (indicator == nullptr || indicator->type != type ||
        indicator->level != level.value_or(indicator->level)) {
      violations_.Add(at.Field(word), id,
                      absl::StrCat("the id of a known ", word, level ? " of level " : "",
                                   level ? LevelWord(*level) : ""));
      return -1;
    }
    if (seen_[found->second]) {
      violations_.Add(at.Field(word), id, absl::StrCat("each ", word, " once"));
      return -1;
    }
    seen_[found->second] = true;
    return found->second;
  }

  void UnknownCategory(int indicator, absl::string_view code, std::string field) {
    const auto& categories = model_.kb.indicators[indicator].categories;
    violations_.Add(std::move(field), code,
                    absl::StrCat("one of ", absl::StrJoin(categories, ", ")));
  }

  Observation Blank(int indicator) const {
    return {indicator, std::vector<int64_t>(model_.indicators[indicator].categories)};
  }

  // Cues count what they read themselves.
  bool FedByCues(int indicator) const {
    if (model_.notes == nullptr) return false;
    const auto& all = model_.notes->indicators;
    return std::any_of(all.begin(), all.end(), [&](const auto& of_cue) {
      return std::find(of_cue.begin(), of_cue.end(), indicator) != of_cue.end();
    });
  }

  void AddCounts(std::optional<Level> level, IndicatorType type, const ItemEvidence& item,
                 const Place& at) {
    const int indicator = Find(level, type, item.item, at);
    if (indicator < 0) return;
    if (type == IndicatorType::kText && FedByCues(indicator)) {
      violations_.Add(at.Field("text"), item.item, "a text indicator that no cue feeds");
    }
    Observation piece = Blank(indicator);
    const auto& categories = model_.kb.indicators[indicator].categories;
    int next = 0;  // codes mostly come in the order of the knowledge base
    for (const auto& [code, people] : item.answers) {
      const bool here = next < static_cast<int>(categories.size()) && categories[next] == code;
      const int k = here ? next : model_.CategoryOf(indicator, code);
      next = k + 1;
      if (k < 0) UnknownCategory(indicator, code, at.Field(absl::StrCat("answers[", code, "]")));
      if (people < 0 || people > kMostPeople) {
        violations_.Add(at.Field(absl::StrCat("answers[", code, "]")), absl::StrCat(people),
                        absl::StrCat("0 to ", kMostPeople));
      } else if (k >= 0) {
        piece.counts[k] += people;
        piece.answers += people;
      }
    }
    if (item.withheld && !item.answers.empty()) {
      violations_.Add(at.Field("answers"), "", "no answers where withheld is set");
    }
    if (item.withheld || item.reason != WithheldReason::kNotSaid) {
      CheckReason(item.reason, at.Field("withheld_reason"));
      const bool tendency = !item.withheld && piece.answers > 0;
      out_.withheld.push_back(
          {model_.kb.indicators[indicator].level, item.reason, tendency, indicator});
    }
    if (piece.answers > 0) out_.pieces.push_back(std::move(piece));
  }

  void AddFact(std::optional<Level> level, const FactEvidence& fact, const Place& at) {
    const int indicator = Find(level, IndicatorType::kFact, fact.fact, at);
    if (indicator < 0) return;
    const int k = model_.CategoryOf(indicator, fact.category);
    if (k < 0) return UnknownCategory(indicator, fact.category, at.Field("category"));
    Observation piece = Blank(indicator);
    piece.counts[k] = piece.answers = 1;
    out_.pieces.push_back(std::move(piece));
  }

  const Model& model_;
  const Evidence& evidence_;
  std::set<Level> levels_;
  std::vector<bool> seen_;  // by indicator
  Violations violations_;
  Observations out_;
};

constexpr std::pair<absl::string_view, Polarity> kPolarityWords[] = {
    {"affirm", Polarity::kAffirm},
    {"silent", Polarity::kSilent},
    {"contrary", Polarity::kContrary}};

NoteEvidence ReadNote(const text::Node& node) {
  NoteEvidence note;
  if (node.is_scalar()) {
    note.text = node.String();
    return note;
  }
  note.text = node["text"].StringOr("");
  note.withheld = node["withheld"].BoolOr(false);
  for (const auto& [cue, polarity] : node["judgements"].MapOr()) {
    note.judgements.push_back({cue, polarity.Enum(kPolarityWords)});
  }
  return note;
}

std::vector<ItemEvidence> ReadCounts(const text::Node& node) {
  std::vector<ItemEvidence> all;
  for (const auto& [id, answers] : node.MapOr()) {
    ItemEvidence& item = all.emplace_back(ItemEvidence{id});
    for (const auto& [code, people] : answers.Map()) item.answers.emplace_back(code, people.Int());
  }
  return all;
}

}  // namespace

void LogLikelihoodOf(const CompiledIndicator& indicator, const Observation& piece,
                     absl::Span<double> log_likelihood) {
  if (indicator.cap > 0) {
    LogLikelihoodOfNotes(indicator, piece.counts, piece.unconfirmed, log_likelihood);
  } else {
    LogLikelihood(indicator, piece.counts, log_likelihood);
  }
}

absl::StatusOr<Observations> ResolveEvidence(const Model& model, const Evidence& evidence) {
  return Resolver(model, evidence).Run();
}

LevelEvidence ReadLevelEvidence(const text::Node& node, std::optional<Level> otherwise) {
  LevelEvidence level;
  const text::Node word = node["level"];
  level.level = otherwise ? word.EnumOr(*otherwise, kLevelWords) : word.Enum(kLevelWords);
  level.organisation = node["organisation"].StringOr("");
  level.items = ReadCounts(node["items"]);
  for (const auto& [id, category] : node["facts"].MapOr()) {
    level.facts.push_back({id, category.String()});
  }
  for (const text::Node& note : node["notes"].ListOr()) level.notes.push_back(ReadNote(note));
  level.texts = ReadCounts(node["texts"]);
  return level;
}

std::vector<EarlierFinding> ReadEarlier(const text::Node& node) {
  std::vector<EarlierFinding> all;
  for (const text::Node& found : node.ListOr()) {
    all.push_back({.issue = found["issue"].String(),
                   .probability = found["probability"].Double(),
                   .years = found["years"].Double(),
                   .remission = found["remission"].DoubleOr(0)});
  }
  return all;
}

absl::StatusOr<Evidence> ReadEvidence(text::Document document) {
  Evidence evidence;
  const text::Node root = document.root();
  evidence.subject = root["subject_level"].Enum(kLevelWords);
  for (const text::Node& node : root["levels"].List())
    evidence.levels.push_back(ReadLevelEvidence(node));
  evidence.earlier = ReadEarlier(root["earlier"]);
  RETURN_IF_ERROR(document.Finish());
  return evidence;
}

}  // namespace pcsp::diagnosis
