// pcspctl context ...
#include "absl/strings/str_cat.h"
#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/command.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using registry::v1::SiteContext;
using type::v1::StaffGroup;
using Stub = registry::v1::RegistryService::Stub;

constexpr StaffGroup kStaffGroups[] = {type::v1::STAFF_GROUP_GP, type::v1::STAFF_GROUP_NURSE,
                                       type::v1::STAFF_GROUP_DIRECT_PATIENT_CARE,
                                       type::v1::STAFF_GROUP_ADMIN,
                                       type::v1::STAFF_GROUP_LEADERSHIP};

struct ContextFlags {
  std::string organisation, date, as_of, rurality, clinical_system;
  int list_size = -1, deprivation_decile = -1;
  int people[std::size(kStaffGroups)] = {-1, -1, -1, -1, -1};
};

std::string PeopleOf(const SiteContext& context, StaffGroup group) {
  for (const auto& headcount : context.headcounts()) {
    if (headcount.staff_group() == group) return absl::StrCat(headcount.people());
  }
  return "-";
}

Table AsTable(const google::protobuf::RepeatedPtrField<SiteContext>& contexts) {
  Table table({"ORGANISATION", "FROM", "LIST SIZE", "DEPRIVATION", "RURALITY", "CLINICAL SYSTEM",
               "GP", "NURSE", "DIRECT PATIENT CARE", "ADMIN", "LEADERSHIP"});
  for (const auto& context : contexts) {
    std::vector<std::string> cells = {
        IdOf(context.organisation()),
        context.effective_date(),
        context.has_list_size() ? absl::StrCat(context.list_size()) : "-",
        context.has_deprivation_decile() ? absl::StrCat(context.deprivation_decile()) : "-",
        context.rurality().empty() ? "-" : context.rurality(),
        context.clinical_system().empty() ? "-" : context.clinical_system()};
    for (const StaffGroup group : kStaffGroups) cells.push_back(PeopleOf(context, group));
    table.Add(std::move(cells));
  }
  return table;
}

absl::Status Set(Session& session, const ContextFlags& flags) {
  registry::v1::SetSiteContextRequest request;
  request.set_parent(session.NameOf("organisations", flags.organisation));
  auto* context = request.mutable_site_context();
  context->set_effective_date(flags.date);
  if (flags.list_size >= 0) context->set_list_size(flags.list_size);
  if (flags.deprivation_decile >= 0) context->set_deprivation_decile(flags.deprivation_decile);
  context->set_rurality(flags.rurality);
  context->set_clinical_system(flags.clinical_system);
  for (size_t i = 0; i < std::size(kStaffGroups); ++i) {
    if (flags.people[i] < 0) continue;
    auto* headcount = context->add_headcounts();
    headcount->set_staff_group(kStaffGroups[i]);
    headcount->set_people(flags.people[i]);
  }
  request.set_request_id(NewUuid(SystemClock().Now()));
  registry::v1::ListSiteContextsResponse one;
  ASSIGN_OR_RETURN(*one.add_site_contexts(),
                   gateway::Ask(*session.clients().registry, &Stub::SetSiteContext, request,
                                session.deadline()));
  Print(session.format, AsTable(one.site_contexts()), one.site_contexts(0));
  return absl::OkStatus();
}

absl::Status List(Session& session, const ContextFlags& flags) {
  registry::v1::ListSiteContextsRequest request;
  request.set_parent(
      session.NameOf("organisations", flags.organisation.empty() ? "-" : flags.organisation));
  request.set_as_of_date(flags.as_of);
  registry::v1::ListSiteContextsResponse all;
  RETURN_IF_ERROR(gateway::EachPage(
      *session.clients().registry, &Stub::ListSiteContexts, request,
      absl::Seconds(session.timeout_seconds),
      [&all](const auto& page) { all.mutable_site_contexts()->MergeFrom(page.site_contexts()); }));
  Print(session.format, AsTable(all.site_contexts()), all);
  return absl::OkStatus();
}

void SetUpSet(Command command, ContextFlags& flags) {
  constexpr const char* kFlags[] = {"--gp", "--nurse", "--direct-patient-care", "--admin",
                                    "--leadership"};
  command.AddOption("organisation", flags.organisation, "The organisation").Required();
  command.AddOption("--from", flags.date, "First day that it holds for, yyyy-mm-dd").Required();
  command.AddOption("--list-size", flags.list_size, "Registered patients, a count");
  command.AddOption("--deprivation", flags.deprivation_decile,
                    "Tenth of the Index of Multiple Deprivation, 1 (most deprived) to 10");
  command.AddOption("--rurality", flags.rurality,
                    "urban, rural, or a class of the rural-urban classification");
  command.AddOption("--clinical-system", flags.clinical_system, "Name of the clinical system");
  for (size_t i = 0; i < std::size(kFlags); ++i) {
    command.AddOption(kFlags[i], flags.people[i], "People in this staff group");
  }
}

void SetUpList(Command command, ContextFlags& flags) {
  command.AddOption("organisation", flags.organisation, "Only this one; all if not given");
  command.AddOption("--as-of", flags.as_of, "Only what holds on this date, yyyy-mm-dd");
}

}  // namespace

void AddContexts(Command app, Session& session) {
  Command noun =
      AddNoun(app, "context",
              "List size, deprivation, rurality, clinical system and headcounts of a site, dated");
  AddCommand(noun, session, "set", "Say what holds from a date on", SetUpSet, Set);
  AddCommand(noun, session, "list", "List contexts", SetUpList, List);
}

}  // namespace pcsp::cli
