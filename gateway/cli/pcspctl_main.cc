// pcspctl: everything that pcsp does, from a shell.

#include <CLI/CLI.hpp>
#include <iostream>
#include <map>

#include "gateway/cli/command.h"
#include "gateway/cli/offline/diagnosis/commands.h"
#include "gateway/cli/workforce/commands.h"

namespace pcsp::cli {
namespace {

constexpr char kFooter[] = R"(
Exit codes: 0 done; 1 refused, with the reason; 2 wrong command line; 3 no server or no answer in
time; 4 done in part, rejected rows are listed.
Every flag that is the same from call to call can be set once: PCSP_SERVER, PCSP_PROGRAMME,
PCSP_OUTPUT. `pcspctl NOUN --help` lists the commands of a noun.)";

void AddGlobalFlags(Command app, Session& session) {
  app.AddOption("-s,--server", session.server, "host:port of pcspd's gRPC door")
      .FromEnvironment("PCSP_SERVER")
      .ShowDefault();
  app.AddOption("-p,--programme", session.programme, "Programme that names are completed with")
      .FromEnvironment("PCSP_PROGRAMME");
  AddWord(app, "-o,--output", session.format,
          {{"table", Format::kTable}, {"json", Format::kJson}, {"csv", Format::kCsv}},
          "table (default) for people; json or csv for programs")
      .FromEnvironment("PCSP_OUTPUT");
  app.AddOption("--timeout", session.timeout_seconds, "Seconds to wait for one answer")
      .Between(0.1, 600.0)
      .ShowDefault();
}

int Main(int argc, char** argv) {
  CLI::App line("pcspctl: registers sites, runs assessments, diagnoses, plans.", "pcspctl");
  const Command app(&line);
  Session session;
  line.set_version_flag("--version", "pcspctl 0.1.0");
  line.footer(kFooter);
  line.require_subcommand(1);
  line.fallthrough();  // global flags may come after the command
  AddGlobalFlags(app, session);
  AddProgrammes(app, session);
  AddOrganisations(app, session);
  AddRelationships(app, session);
  AddContexts(app, session);
  AddMilestones(app, session);
  AddPeople(app, session);
  AddAppointments(app, session);
  AddImports(app, session);
  AddConflicts(app, session);
  AddInstruments(app, session);
  AddWaves(app, session);
  AddResponses(app, session);
  AddInvitations(app, session);
  AddConsensus(app, session);
  AddResults(app, session);
  AddMeasures(app, session);
  AddObservations(app, session);
  AddDiagnoses(app, session);
  AddKnowledgeBases(app, session);
  AddSites(app, session);
  AddSolutions(app, session);
  AddAdaptations(app, session);
  AddOutcomes(app, session);
  AddPlans(app, session);
  AddProgrammePlans(app, session);
  AddActions(app, session);
  AddCalendars(app, session);
  AddTraining(app, session);
  AddPlaces(app, session);
  AddWorkforce(app, session);
  AddBackups(app, session);
  AddAudit(app, session);
  AddSample(app, session);
  AddScore(app, session);
  AddDiagnose(app, session);
  AddCalibrate(app, session);
  try {
    line.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return line.exit(error) == 0 ? kDone : kUsage;
  }
  return session.exit_code;
}

}  // namespace
}  // namespace pcsp::cli

int main(int argc, char** argv) { return pcsp::cli::Main(argc, argv); }
