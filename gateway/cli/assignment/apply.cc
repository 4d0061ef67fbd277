// pcspctl facilitation apply: what was proposed is made so.
#include <iostream>

#include "absl/strings/str_cat.h"
#include "gateway/cli/diagnosis/json_file.h"
#include "gateway/cli/training/commands.h"

namespace pcsp::cli {
namespace {

namespace pb = planning::v1;

struct ApplyFlags {
  std::string file, start;
  bool validate_only = false;
};

pb::ApplyAssignmentsRequest RequestOf(const gateway::v1::AssignmentProposal& proposal,
                                      const ApplyFlags& flags) {
  pb::ApplyAssignmentsRequest request;
  request.set_parent(proposal.parent());
  request.set_start_date(flags.start.empty() ? proposal.start_date() : flags.start);
  request.set_validate_only(flags.validate_only);
  request.set_request_id(NewUuid(SystemClock().Now()));
  for (const auto& proposed : proposal.assignments()) {
    pb::PracticeAssignment* const wanted = request.add_assignments();
    wanted->set_practice(proposed.practice());
    wanted->set_facilitator(proposed.facilitator());
    wanted->set_current_facilitator(proposed.current_facilitator());
  }
  return request;
}

Table Changes(const pb::ApplyAssignmentsResponse& reply) {
  Table table({"WHAT", "PRACTICE", "FACILITATOR", "FROM", "UNTIL"});
  const auto add = [&table](const std::string& what, const auto& assignments) {
    for (const auto& a : assignments) {
      table.Add({what, IdOf(a.practice()), IdOf(a.facilitator()), a.start_date(), a.end_date()});
    }
  };
  add("ends", reply.ended());
  add("is removed", reply.removed());
  add("goes on", reply.extended());
  add("begins", reply.created());
  return table;
}

absl::Status Apply(Session& session, const ApplyFlags& flags) {
  gateway::v1::AssignmentProposal proposal;
  RETURN_IF_ERROR(ReadJson(flags.file, &proposal));
  ASSIGN_OR_RETURN(
      const pb::ApplyAssignmentsResponse reply,
      gateway::Ask(*session.clients().assignments, &pb::AssignmentService::Stub::ApplyAssignments,
                   RequestOf(proposal, flags), session.deadline()));
  Print(session.format, Changes(reply), reply);
  std::cerr << (flags.validate_only ? "Would be done: " : "Done: ") << reply.created_size()
            << " begin, " << reply.ended_size() + reply.removed_size() << " end, "
            << reply.kept_size() + reply.extended_size() << " stay\n";
  for (const auto& warning : reply.warnings()) {
    std::cerr << "Look at " << IdOf(warning.facilitator()) << ": " << warning.sentence() << "\n";
  }
  return absl::OkStatus();
}

void SetUp(Command command, ApplyFlags& flags) {
  command
      .AddOption("file", flags.file,
                 "What `facilitation propose -o json` printed; - for standard input")
      .Required();
  command.AddOption("--start", flags.start, "First day, yyyy-mm-dd, other than the proposal's");
  command.AddFlag("--dry-run", flags.validate_only, "Show what would be done, and do nothing");
}

}  // namespace

void AddProposalsApplied(Command noun, Session& session) {
  AddCommand(noun, session, "apply", "Make a proposal so, all of it or nothing", SetUp, Apply);
}

}  // namespace pcsp::cli
