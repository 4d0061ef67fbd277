// The commands of `pcspctl organisation` that have a file of their own, and what they share.
#pragma once

#include <map>
#include <string>

#include "gateway/cli/command.h"

namespace pcsp::cli {

// What is written for a kind of organisation, such as steering-group.
const std::map<std::string, registry::v1::OrganisationKind>& OrganisationKinds();
// What is written for a kind of relationship, such as supported-by.
const std::map<std::string, registry::v1::RelationshipKind>& RelationshipKinds();

// "practice", "supported by".
std::string InWords(registry::v1::OrganisationKind kind);
std::string InWords(registry::v1::RelationshipKind kind);
std::string InWords(registry::v1::OrganisationStatus status);

// Prints the organisation, and what looks wrong with it on standard error.
absl::Status Show(Session& session, const registry::v1::Organisation& organisation);
// The same for many.
Table AsTable(const google::protobuf::RepeatedPtrField<registry::v1::Organisation>& organisations);

// tree, ancestors, descendants.
void AddGraphCommands(Command noun, Session& session);
// search.
void AddSearchCommand(Command noun, Session& session);
// delete, undelete.
void AddDeletionCommands(Command noun, Session& session);
// merge, split.
void AddReorganiseCommands(Command noun, Session& session);

}  // namespace pcsp::cli
