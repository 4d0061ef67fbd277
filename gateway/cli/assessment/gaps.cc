// pcspctl result gaps, team, and the same of groups
#include <iostream>

#include "common/base/status_macros.h"
#include "gateway/cli/assessment/comparison_words.h"

namespace pcsp::cli {
namespace {

namespace pb = assessments::v1;
using Stub = pb::AssessmentService::Stub;

struct GapFlags {
  std::string wave, site;
  bool items = false;
  type::v1::Level level = type::v1::LEVEL_PRACTICE;
};

std::string SiteResultsOf(Session& session, const GapFlags& flags) {
  return absl::StrCat(session.NameOf("waves", flags.wave), "/siteResults/", IdOf(flags.site));
}

template <typename Request>
Request OfGroup(Session& session, const GapFlags& flags) {
  Request request;
  request.set_name(session.NameOf("waves", flags.wave));
  if (!flags.site.empty()) {
    request.set_organisation(session.NameOf("organisations", flags.site));
  }
  request.set_level(flags.level);
  return request;
}

void AddGroup(const pb::GroupGap& group, bool items, Table* table) {
  for (const auto& gap : group.constructs()) {
    const bool shown = gap.suppression() == pb::SUPPRESSION_UNSPECIFIED;
    table->Add({group.first(), group.second(), WordOf(gap.construct()),
                shown ? People(gap.first_respondents(), gap.first_respondents_most()) : "",
                shown ? People(gap.second_respondents(), gap.second_respondents_most()) : "",
                shown ? Fixed(gap.difference(), 1) : Reason(gap.suppression()),
                shown ? Span(gap.interval(), 0) : "", gap.sentence()});
  }
  for (const auto& gap : group.items()) {
    if (!items) break;
    const bool shown = gap.suppression() == pb::SUPPRESSION_UNSPECIFIED;
    table->Add({group.first(), group.second(), gap.second_item(),
                shown ? People(gap.first_respondents(), gap.first_respondents_most()) : "",
                shown ? People(gap.second_respondents(), gap.second_respondents_most()) : "",
                shown ? Fixed(gap.cliffs_delta(), 2) : Reason(gap.suppression()),
                gap.has_interval() ? Span(gap.interval(), 2) : "", gap.sentence()});
  }
}

template <typename Reply>
void PrintGaps(Session& session, const GapFlags& flags, const Reply& reply) {
  Table table({"FIRST", "SECOND", "WHAT", "N FIRST", "N SECOND", "FIRST LESS SECOND",
               "90 % INTERVAL", "IN WORDS"});
  for (const auto& group : reply.levels()) AddGroup(group, flags.items, &table);
  for (const auto& group : reply.staff_groups()) AddGroup(group, flags.items, &table);
  Print(session.format, table, reply);
}

absl::Status Gaps(Session& session, const GapFlags& flags) {
  pb::GetSiteGapsRequest request;
  request.set_name(SiteResultsOf(session, flags));
  ASSIGN_OR_RETURN(const pb::SiteGaps reply, AskFor(session, &Stub::GetSiteGaps, request));
  PrintGaps(session, flags, reply);
  return absl::OkStatus();
}

absl::Status GroupGaps(Session& session, const GapFlags& flags) {
  ASSIGN_OR_RETURN(
      const pb::GroupGaps reply,
      AskFor(session, &Stub::GetGroupGaps, OfGroup<pb::GetGroupGapsRequest>(session, flags)));
  PrintGaps(session, flags, reply);
  return absl::OkStatus();
}

void PrintTurnout(Session& session, const pb::Representativeness& said,
                  const google::protobuf::Message& reply) {
  Table table({"STAFF GROUP", "HEADCOUNT", "ANSWERED"});
  for (const auto& group : said.staff_groups()) {
    const bool shown = group.suppression() == pb::SUPPRESSION_UNSPECIFIED;
    table.Add({Word(type::v1::StaffGroup_Name(group.staff_group()), "STAFF_GROUP_"),
               absl::StrCat(group.headcount()),
               shown ? People(group.respondents(), group.respondents_most())
                     : Reason(group.suppression())});
  }
  Print(session.format, table, reply);
  if (session.format != Format::kTable) return;
  const bool shown = said.suppression() == pb::SUPPRESSION_UNSPECIFIED;
  std::cout << "\n" << (shown ? said.sentence() : Reason(said.suppression())) << "\n";
  if (!said.evenness_sentence().empty()) std::cout << said.evenness_sentence() << "\n";
  for (const auto& score : said.scores()) {
    if (!score.sentence().empty()) {
      std::cout << WordOf(score.construct()) << ": " << score.sentence() << "\n";
    }
  }
  if (!said.next_question().empty()) std::cout << "Next: " << said.next_question() << "\n";
}

absl::Status Team(Session& session, const GapFlags& flags) {
  pb::GetRepresentativenessRequest request;
  request.set_name(SiteResultsOf(session, flags));
  ASSIGN_OR_RETURN(const pb::Representativeness reply,
                   AskFor(session, &Stub::GetRepresentativeness, request));
  PrintTurnout(session, reply, reply);
  return absl::OkStatus();
}

absl::Status GroupTeam(Session& session, const GapFlags& flags) {
  ASSIGN_OR_RETURN(const pb::GroupRepresentativeness reply,
                   AskFor(session, &Stub::GetGroupRepresentativeness,
                          OfGroup<pb::GetGroupRepresentativenessRequest>(session, flags)));
  PrintTurnout(session, reply.representativeness(), reply);
  return absl::OkStatus();
}

void SetUpWave(Command command, GapFlags& flags) {
  command.AddOption("wave", flags.wave, "Id or full name of a closed wave").Required();
}
void SetUpSite(Command command, GapFlags& flags) {
  SetUpWave(command, flags);
  command.AddOption("site", flags.site, "The organisation").Required();
}
void SetUpGroup(Command command, GapFlags& flags) {
  SetUpWave(command, flags);
  command.AddOption("group", flags.site,
                    "A steering group or whole system; the programme if not given");
  AddWord(command, "--level", flags.level, kLevels, "Sites of which level; practices if not given");
}
void SetUpGaps(Command command, GapFlags& flags) {
  SetUpSite(command, flags);
  command.AddFlag("--items", flags.items, "Every item as well");
}
void SetUpGroupGaps(Command command, GapFlags& flags) {
  SetUpGroup(command, flags);
  command.AddFlag("--items", flags.items, "Every item as well");
}

}  // namespace

void AddGaps(Command noun, Session& session) {
  AddCommand(noun, session, "gaps", "Where levels and staff groups see things differently",
             SetUpGaps, Gaps);
  AddCommand(noun, session, "team", "Whether those who answered stand for the team", SetUpSite,
             Team);
  AddCommand(noun, session, "group-gaps", "The same gaps over all sites of a group", SetUpGroupGaps,
             GroupGaps);
  AddCommand(noun, session, "group-team",
             "Whether those who answered stand for all who work at a group's sites", SetUpGroup,
             GroupTeam);
}

}  // namespace pcsp::cli
