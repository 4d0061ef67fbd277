#include "gateway/cli/offline/diagnosis/diagnosis_json.h"

#include <optional>
#include <string>
#include <utility>

#include "services/diagnosis/domain/notes.h"

namespace pcsp::offline {
namespace {

using namespace diagnosis;  // NOLINT: a page of its vocabulary
using Json = nlohmann::ordered_json;

Json Maybe(std::optional<double> value) { return value ? Json(*value) : Json(nullptr); }

Json WordOrNull(absl::string_view word) {
  return word.empty() ? Json(nullptr) : Json(std::string(word));
}

class Writer {
 public:
  explicit Writer(const Model& model) : kb_(model.kb), model_(model) {}

  Json Finding(const diagnosis::Finding& finding) const {
    Json json = OfIssue(finding.issue);
    json["probability"] = finding.probability;
    json["decibans"] = finding.decibans;
    json["band"] = std::string(BandWord(finding.band.band));
    json["band_note"] = WordOrNull(finding.band.note);
    json["signals"] = SignalsOf(finding.band.signals);
    json["severity"] = Maybe(finding.severity);
    json["importance"] = kb_.issues[finding.issue].importance;
    json["priority"] = finding.priority;
    json["confidence"] = Maybe(finding.confidence);
    json["interval"] = IntervalOf(finding.interval);
    json["ledger"] = LedgerOf(finding);
    json["flip"] = Flip(finding.flipping_answer);
    json["causes"] = Json::array();
    for (const CauseFinding& cause : finding.causes) {
      json["causes"].push_back(Cause(cause, finding.probability));
    }
    return json;
  }

  Json SuccessFactor(const SuccessFactorState& state) const {
    const auto& factor = kb_.success_factors[state.success_factor];
    return {{"success_factor", factor.id},
            {"title", factor.title},
            {"blocked_by", factor.blocked_by},
            {"probability", state.probability}};
  }

  Json Asked(const Question& question) const {
    const Indicator& indicator = kb_.indicators[question.indicator];
    return {{"indicator", indicator.id},
            {"question", indicator.question},
            {"answers", indicator.categories},
            {"bits", question.bits},
            {"ask_minutes", indicator.ask_minutes},
            {"bits_per_minute", question.bits / indicator.ask_minutes}};
  }

  Json Quoted(const Quote& quote) const {
    return {{"level", std::string(LevelWord(quote.level))},
            {"note", quote.note},
            {"cue", model_.notes->reader.lexicon().cues[quote.cue].id},
            {"indicator", kb_.indicators[quote.indicator].id},
            {"polarity", std::string(PolarityWord(quote.polarity))},
            {"text", quote.text},
            {"confirmed", quote.confirmed},
            {"similarity", Maybe(quote.similarity)}};
  }

  Json Message(const SiteMessage& message) const {
    Json json = {{"organisation", WordOrNull(message.organisation)},
                 {"path", message.path},
                 {"from_level", std::string(LevelWord(message.from))},
                 {"parts", Json::array()}};
    for (const MessagePart& part : message.parts) json["parts"].push_back(Table(part));
    const bool few = message.Issues().size() <= kWholeMessageIssues;
    json["whole"] = few ? Table(message.Whole()) : Json(nullptr);
    return json;
  }

 private:
  Json OfIssue(int index) const {
    const Issue& issue = kb_.issues[index];
    return {{"issue", issue.id},
            {"title", issue.title},
            {"level", std::string(LevelWord(issue.level))},
            {"construct", WordOrNull(ConstructWord(issue.construct))}};
  }

  static Json SignalsOf(const Signals& signals) {
    return {{"item", signals.item},           {"fact", signals.fact},
            {"text", signals.text},           {"other_level", signals.other_level},
            {"speaking", signals.speaking()}, {"most_answers", signals.most_answers}};
  }

  static Json IntervalOf(const std::optional<Interval>& interval) {
    if (!interval) return nullptr;
    return {{"low", interval->low}, {"high", interval->high}, {"level", .8}};
  }

  Json LedgerOf(const diagnosis::Finding& finding) const {
    Json json = {{"prior_decibans", finding.prior_decibans},
                 {"from_above_decibans", finding.from_above_decibans},
                 {"from_below_decibans", finding.from_below_decibans},
                 {"from_before_decibans", finding.from_before_decibans},
                 {"entries", Json::array()}};
    for (const Reason& reason : finding.reasons) {
      const Indicator& indicator = kb_.indicators[reason.indicator];
      json["entries"].push_back({{"indicator", indicator.id},
                                 {"type", std::string(TypeWord(indicator.type))},
                                 {"decibans", reason.decibans},
                                 {"sentence", reason.sentence},
                                 {"quotes", reason.quotes}});
    }
    json["overlap_decibans"] = finding.overlap_decibans;
    json["posterior_decibans"] = finding.decibans;
    return json;
  }

  Json Flip(const std::optional<FlippingAnswer>& answer) const {
    if (!answer) return nullptr;
    const Indicator& indicator = kb_.indicators[answer->indicator];
    return {{"indicator", indicator.id},
            {"category", indicator.categories[answer->category]},
            {"answer_probability", answer->answer_probability},
            {"probability_after", answer->probability},
            {"band_after", std::string(BandWord(answer->band))}};
  }

  Json Cause(const CauseFinding& cause, double probability) const {
    Json json = OfIssue(cause.issue);
    json["probability"] = cause.probability;
    json["trigger_probability"] = cause.triggered_share * probability;
    json["trigger_share"] = cause.triggered_share;
    json["would_go_probability"] = cause.would_go * probability;
    json["would_go_share"] = cause.would_go;
    json["would_stay_share"] = 1 - cause.would_go;
    return json;
  }

  Json Table(const MessagePart& part) const {
    Json issues = Json::array();
    for (int issue : part.issues) issues.push_back(kb_.issues[issue].id);
    return {{"issues", std::move(issues)}, {"log_likelihoods", part.logs}};
  }

  const KnowledgeBase& kb_;
  const Model& model_;
};

template <typename T, typename F>
Json Each(const std::vector<T>& all, F write) {
  Json json = Json::array();
  for (const T& one : all) json.push_back(write(one));
  return json;
}

}  // namespace

absl::string_view BandWord(Band band) {
  constexpr absl::string_view kWords[] = {"insufficient_data", "unlikely", "watch", "possible",
                                          "likely"};
  return kWords[static_cast<int>(band)];
}

Json ToJson(const Model& model, const SiteReading& reading) {
  const Writer writer(model);
  const Diagnosis& d = reading.diagnosis;
  const auto quote = [&](const Quote& q) { return writer.Quoted(q); };
  return {{"knowledge_base",
           {{"id", model.kb.id}, {"version", model.kb.version}, {"hash", model.content_hash}}},
          {"subject_level", std::string(LevelWord(d.level))},
          {"organisation", WordOrNull(reading.organisation)},
          {"sufficient", d.sufficient},
          {"collect", d.collect},
          {"log_evidence", d.log_evidence},
          {"findings", Each(d.findings, [&](const Finding& f) { return writer.Finding(f); })},
          {"success_factors",
           Each(d.success_factors, [&](auto& f) { return writer.SuccessFactor(f); })},
          {"questions", Each(d.questions, [&](const Question& q) { return writer.Asked(q); })},
          {"quotes", Each(d.quotes, quote)},
          {"suggestions", Each(d.suggestions, quote)},
          {"messages", Each(reading.messages, [&](auto& m) { return writer.Message(m); })}};
}

}  // namespace pcsp::offline
