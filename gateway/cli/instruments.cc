// pcspctl instrument ...
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/status_macros.h"
#include "gateway/cli/command.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using assessments::v1::Instrument;
using Stub = assessments::v1::AssessmentService::Stub;

struct InstrumentFlags {
  std::string name;
};

absl::Status List(Session& session, const NoFlags&) {
  assessments::v1::ListInstrumentsResponse all;
  RETURN_IF_ERROR(gateway::EachPage(
      *session.clients().assessments, &Stub::ListInstruments,
      assessments::v1::ListInstrumentsRequest(), absl::Seconds(session.timeout_seconds),
      [&all](const auto& page) { all.mutable_instruments()->MergeFrom(page.instruments()); }));
  Table table({"INSTRUMENT", "LEVEL", "ITEMS", "TITLE"});
  for (const auto& i : all.instruments()) {
    table.Add({i.name(), Word(type::v1::Level_Name(i.level()), "LEVEL_"),
               absl::StrCat(i.items_size()), i.title()});
  }
  Print(session.format, table, all);
  return absl::OkStatus();
}

absl::Status Get(Session& session, const InstrumentFlags& flags) {
  assessments::v1::GetInstrumentRequest request;
  request.set_name(flags.name);
  ASSIGN_OR_RETURN(const Instrument instrument,
                   gateway::Ask(*session.clients().assessments, &Stub::GetInstrument, request,
                                session.deadline()));
  Table table({"ITEM", "CONSTRUCT", "REVERSE", "SUCCESS FACTORS", "TEXT"});
  for (const auto& item : instrument.items()) {
    table.Add({item.code(), Word(type::v1::Construct_Name(item.construct()), "CONSTRUCT_"),
               item.reverse() ? "yes" : "", absl::StrJoin(item.success_factors(), " "),
               item.text()});
  }
  Print(session.format, table, instrument);
  return absl::OkStatus();
}

void SetUpGet(CLI::App& command, InstrumentFlags& flags) {
  command.add_option("name", flags.name, "Its name, such as instruments/practice/versions/1")
      ->required();
}

}  // namespace

void AddInstruments(CLI::App& app, Session& session) {
  CLI::App& noun = AddNoun(app, "instrument", "The questions that are asked at each level");
  AddCommand(noun, session, "list", "List instruments", NoSetup, List);
  AddCommand(noun, session, "show", "Show the items of one", SetUpGet, Get);
}

}  // namespace pcsp::cli
