#include "gateway/cli/sample_training/ahead.h"

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "common/base/status_macros.h"
#include "gateway/cli/sample_play/loader.h"

namespace pcsp::cli {
namespace {

constexpr int kMonths = 36;
constexpr int kFewPractices = 10;   // that start as soon as they can
constexpr int kManyPractices = 30;  // that start in so many months, if enough are recruited
constexpr int kMonthsUntilTheyStart = 9;

template <typename Sentences>
void AppendList(const char* heading, const Sentences& sentences, std::string& text) {
  absl::StrAppend(&text, heading, "\n");
  for (const std::string& sentence : sentences) absl::StrAppend(&text, "- ", sentence, "\n");
}

template <typename Sentences>
nlohmann::ordered_json ListOf(const Sentences& sentences) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const std::string& sentence : sentences) list.push_back(sentence);
  return list;
}

}  // namespace

absl::StatusOr<gateway::v1::WorkforceForecast> ReadAhead(Session& session,
                                                         const gateway::sample::Options& options) {
  absl::CivilDay start;
  absl::ParseCivilTime(options.start_date, &start);
  const absl::CivilDay end = start + options.days;
  gateway::v1::GetWorkforceForecastRequest request;
  request.set_parent(absl::StrCat("programmes/", kSampleProgramme));
  request.set_as_of_date(absl::FormatCivilTime(end));
  request.set_months(kMonths);
  request.set_paths(0);
  request.add_waves()->set_practices(kFewPractices);
  gateway::v1::StartingPractices* const wave = request.add_waves();
  wave->set_practices(kManyPractices);
  wave->set_start_month(absl::FormatCivilTime(absl::CivilMonth(end) + kMonthsUntilTheyStart));
  return gateway::Ask(session.flows(), &gateway::v1::ProgrammeService::Stub::GetWorkforceForecast,
                      request, session.deadline());
}

std::string AheadAsText(const gateway::v1::WorkforceForecast& forecast) {
  std::string text =
      absl::StrCat("\nThe workforce for ", kMonths, " months from ", forecast.as_of_date(), "\n");
  AppendList("Answers", forecast.answers(), text);
  AppendList("Assumed", forecast.assumed(), text);
  AppendList("Missing", forecast.missing(), text);
  return text;
}

Table AheadAsTable(const gateway::v1::WorkforceForecast& forecast) {
  Table table({"FORECAST", "SENTENCE"});
  for (const auto& sentence : forecast.answers()) table.Add({"answer", sentence});
  for (const auto& sentence : forecast.assumed()) table.Add({"assumed", sentence});
  for (const auto& sentence : forecast.missing()) table.Add({"missing", sentence});
  return table;
}

nlohmann::ordered_json AheadAsJson(const gateway::v1::WorkforceForecast& forecast) {
  return {{"asOfDate", forecast.as_of_date()},
          {"months", forecast.problem().months()},
          {"answers", ListOf(forecast.answers())},
          {"assumed", ListOf(forecast.assumed())},
          {"missing", ListOf(forecast.missing())}};
}

}  // namespace pcsp::cli
