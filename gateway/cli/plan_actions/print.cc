// pcspctl plan print
#include <fstream>
#include <iostream>

#include "common/base/status_macros.h"
#include "gateway/cli/plan_actions/commands.h"
#include "gateway/cli/upload.h"

namespace pcsp::cli {
namespace {

struct Flags {
  std::string name, file = "-";
};

absl::Status PrintPlan(Session& session, const Flags& flags) {
  gateway::v1::PrintPlanRequest request;
  request.set_name(flags.name);
  ASSIGN_OR_RETURN(const auto page,
                   gateway::Ask(session.flows(), &gateway::v1::ProgrammeService::Stub::PrintPlan,
                                request, session.deadline()));
  std::ofstream file;
  if (flags.file != "-") file.open(flags.file, std::ios::binary);
  std::ostream& out = flags.file == "-" ? std::cout : file;
  if (!(out << page.content() << std::flush)) return FileUnreadable(flags.file);
  return absl::OkStatus();
}

void SetUp(Command command, Flags& flags) {
  command.AddOption("name", flags.name, "Full name of the plan").Required();
  command.AddOption("file", flags.file, "Where to; - for standard output").ShowDefault();
}

}  // namespace

void AddPlanPrint(Command noun, Session& session) {
  AddCommand(noun, session, "print", "As HTML to print and take along", SetUp, PrintPlan);
}

}  // namespace pcsp::cli
