#include "services/diagnosis/rpc/knowledge/convert_comparison.h"

#include "services/diagnosis/rpc/convert.h"

namespace pcsp::diagnosis {
namespace {

void ToProto(const Reading& reading, v1::IssueReading* to) {
  to->set_probability(reading.probability);
  to->set_decibans(reading.decibans);
  to->set_band(ToProto(reading.band));
}

void ToProto(const IssueDifference& issue, v1::IssueDifference* to) {
  to->set_issue(issue.issue);
  to->set_title(issue.title);
  if (issue.before) ToProto(*issue.before, to->mutable_before());
  if (issue.after) ToProto(*issue.after, to->mutable_after());
  for (const Mover& mover : issue.movers) {
    v1::ChangeMover* added = to->add_movers();
    added->set_owner(mover.owner);
    added->set_decibans(mover.decibans);
  }
  to->set_together_decibans(issue.together_decibans);
}

v1::KnowledgeBaseChangeKind ToProto(ChangeKind kind) {
  constexpr v1::KnowledgeBaseChangeKind kInOrder[] = {v1::KNOWLEDGE_BASE_CHANGE_KIND_ADDED,
                                                      v1::KNOWLEDGE_BASE_CHANGE_KIND_REMOVED,
                                                      v1::KNOWLEDGE_BASE_CHANGE_KIND_CHANGED};
  return kInOrder[static_cast<int>(kind)];
}

}  // namespace

void ToProto(const Change& change, v1::KnowledgeBaseChange* to) {
  to->set_kind(ToProto(change.kind));
  to->set_field(change.field);
  to->set_before(change.before);
  to->set_after(change.after);
}

void ToProto(const SiteDifference& site, v1::SiteDifference* to) {
  for (const IssueDifference& issue : site.issues) ToProto(issue, to->add_issues());
  for (const std::string& left_out : site.left_out) to->add_left_out(left_out);
}

}  // namespace pcsp::diagnosis
