// What is done with plans and their actions once there is a draft.
#pragma once

#include <string>

#include "gateway/cli/command.h"

namespace pcsp::cli {

// Of the noun `plan`: agree, close, improve, update, print.
void AddPlanStates(Command noun, Session& session);
void AddPlanSpending(Command noun, Session& session);
void AddPlanPrint(Command noun, Session& session);
// Of the noun `action`.
void AddActionEvents(Command noun, Session& session);
void AddActionCycles(Command noun, Session& session);

// A person's appointment as it is given to the server; empty stays empty.
inline std::string AppointmentOf(const Session& session, const std::string& id_or_name) {
  return id_or_name.empty() ? "" : session.NameOf("appointments", id_or_name);
}

// What whoever reads `actions` should know, a line each.
void PrintNotes(const google::protobuf::RepeatedPtrField<planning::v1::Action>& actions);

// Prints an action: its line, and for people its events and tests.
void ShowAction(Session& session, const planning::v1::Action& action);

}  // namespace pcsp::cli
