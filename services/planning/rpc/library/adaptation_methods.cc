#include "services/planning/rpc/library/adaptation_methods.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "common/text/utf8.h"
#include "services/planning/domain/adaptation/fidelity.h"
#include "services/planning/domain/errors.h"
#include "services/planning/rpc/library/convert_adaptation.h"
#include "services/planning/rpc/library/convert_solution.h"
#include "services/planning/rpc/library/enums.h"
#include "services/planning/rpc/requests.h"
#include "services/planning/store/store.h"

namespace pcsp::planning {
namespace {

constexpr int kUsualPage = 50, kLargestPage = 1000;
constexpr size_t kLongestNote = 1000;
constexpr absl::string_view kAdaptationShape =
    "programmes/{programme}/organisations/{organisation}/adaptations/{adaptation}";

// A solution that has been deleted from the shipped catalogue is known by its id alone.
pb::Adaptation Shown(const Library& library, const SiteAdaptation& one) {
  const Solution* solution = library.Find(one.adaptation.solution);
  if (solution == nullptr) return ToProto(one, SolutionText(one.adaptation.solution), {});
  return ToProto(one, SolutionNameOf(*solution, one.programme), Judge(*solution, one.adaptation));
}

AdaptationName NameFrom(const std::string& name, Violations& violations) {
  if (auto parsed = ParseAdaptation(name)) return *std::move(parsed);
  violations.Add("name", name, kAdaptationShape);
  return {};
}

absl::StatusOr<SiteAdaptation> Stored(sql::RecordReader& reader, const AdaptationName& name) {
  auto found = reader.Find<SiteAdaptation>(
      {name.organisation.programme, name.organisation.organisation, name.adaptation});
  if (!found) return AdaptationNotFound(name.Text());
  return *std::move(found);
}

std::string SignerFrom(const std::string& programme, const pb::SignOffAdaptationRequest& request,
                       Violations& violations) {
  if (text::CharactersIn(request.note()) > kLongestNote) {
    violations.Add("note", request.note(), "at most 1000 characters");
  }
  if (!request.agree() && request.note().empty()) {
    violations.Add("note", "", "why not, so that the site can do better");
  }
  if (auto signer = ParseAppointmentOf(programme, request.signed_by())) return *std::move(signer);
  violations.Add("signed_by", request.signed_by(),
                 absl::StrCat("programmes/", programme, "/appointments/{appointment}"));
  return "";
}

sql::Query QueryOf(const OrganisationName& parent, const std::string& solution,
                   const pb::ListAdaptationsRequest& request, Violations& violations) {
  sql::Query query = {.where = {sql::Is("programme", parent.programme)}};
  if (!parent.all()) query.where.push_back(sql::Is("organisation", parent.organisation));
  if (!solution.empty()) query.where.push_back(sql::Is("solution", solution));
  if (request.state() != pb::ADAPTATION_STATE_UNSPECIFIED) {
    const AdaptationState state = StructOf("state", request.state(), kAdaptationStates, violations);
    for (const auto& [word, meaning] : kAdaptationStateWords) {
      if (meaning == state) query.where.push_back(sql::Is("state", std::string(word)));
    }
  }
  return query;
}

}  // namespace

absl::StatusOr<pb::Adaptation> AdaptationMethods::Create(
    const rpc::Call& call, const pb::CreateAdaptationRequest& request) const {
  Violations violations;
  const OrganisationName site = OrganisationFrom("parent", request.parent(), violations);
  CheckRequestId(request.request_id(), violations);
  const std::string id = SolutionFrom(site.programme, "adaptation.solution",
                                      request.adaptation().solution(), violations);
  SiteAdaptation one = FromProto(id, request.adaptation(), violations);
  ASSIGN_OR_RETURN(const auto library, libraries_.Of(site.programme));
  const Solution* solution = library->Find(id);
  CheckConverted(solution, request.adaptation(), one.adaptation, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  if (solution == nullptr) return SolutionNotFound(request.adaptation().solution());
  const FidelityRuling ruling = Judge(*solution, one.adaptation);
  const std::string solution_name = SolutionNameOf(*solution, site.programme);
  if (ruling.ruling == Ruling::kBlocked) {
    return AdaptationBreaksSolution(solution_name, ruling.Reason());
  }
  one.programme = site.programme;
  one.organisation = site.organisation;
  one.id = NewUuid(call.now);
  one.state = ruling.ruling == Ruling::kSignOff ? AdaptationState::kNeedsSignOff
                                                : AdaptationState::kAllowed;
  one.create_time = one.update_time = call.now;
  const auto change = ChangeOf("CreateAdaptation", call, site.programme, request);
  ASSIGN_OR_RETURN(
      pb::Adaptation reply,
      Write<pb::Adaptation>(store_.records(), change,
                            [&](sql::RecordWriter& writer) -> absl::StatusOr<pb::Adaptation> {
                              writer.Insert(one);
                              pb::Adaptation made = ToProto(one, solution_name, ruling);
                              writer.Concerns(made.name());
                              return made;
                            }));
  if (request.validate_only()) {
    reply.clear_name();
    reply.clear_etag();
  }
  return reply;
}

absl::StatusOr<pb::Adaptation> AdaptationMethods::Get(
    const rpc::Call&, const pb::GetAdaptationRequest& request) const {
  Violations violations;
  const AdaptationName name = NameFrom(request.name(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  SiteAdaptation one;
  RETURN_IF_ERROR(store_.records().Read([&](sql::RecordReader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(one, Stored(reader, name));
    return absl::OkStatus();
  }));
  ASSIGN_OR_RETURN(const auto library, libraries_.Of(one.programme));
  return Shown(*library, one);
}

absl::StatusOr<pb::ListAdaptationsResponse> AdaptationMethods::List(
    const rpc::Call&, const pb::ListAdaptationsRequest& request) const {
  Violations violations;
  const OrganisationName parent = OrganisationOrAllFrom("parent", request.parent(), violations);
  const std::string solution =
      request.solution().empty()
          ? ""
          : SolutionFrom(parent.programme, "solution", request.solution(), violations);
  const std::vector<std::string> arguments = {"ListAdaptations", request.parent(),
                                              request.solution(), absl::StrCat(request.state())};
  const Page page = PageFrom(request.page_size(), kUsualPage, kLargestPage, request.page_token(),
                             tokens_, arguments, violations);
  sql::Query query = QueryOf(parent, solution, request, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  query.order = {"id", "organisation"};
  query.after = page.cursor;
  query.limit = page.size + 1;
  std::vector<SiteAdaptation> found;
  RETURN_IF_ERROR(store_.records().Read([&](sql::RecordReader& reader) {
    found = reader.List<SiteAdaptation>(query);
    return absl::OkStatus();
  }));
  pb::ListAdaptationsResponse response;
  if (TakeExtra(found, page)) {
    response.set_next_page_token(
        tokens_.Encode({found.back().id, found.back().organisation}, arguments));
  }
  ASSIGN_OR_RETURN(const auto library, libraries_.Of(parent.programme));
  for (const SiteAdaptation& one : found) *response.add_adaptations() = Shown(*library, one);
  return response;
}

absl::StatusOr<pb::Adaptation> AdaptationMethods::SignOff(
    const rpc::Call& call, const pb::SignOffAdaptationRequest& request) const {
  Violations violations;
  const AdaptationName name = NameFrom(request.name(), violations);
  CheckRequestId(request.request_id(), violations);
  const std::string& programme = name.organisation.programme;
  const std::string signer = SignerFrom(programme, request, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(const auto library, libraries_.Of(programme));
  const auto change = ChangeOf("SignOffAdaptation", call, programme, request);
  return Write<pb::Adaptation>(
      store_.records(), change, [&](sql::RecordWriter& writer) -> absl::StatusOr<pb::Adaptation> {
        ASSIGN_OR_RETURN(SiteAdaptation one, Stored(writer, name));
        RETURN_IF_ERROR(CheckEtag("adaptation", name.Text(), request.etag(), one.revision));
        if (one.state != AdaptationState::kNeedsSignOff) {
          return AdaptationNeedsNoSignOff(
              name.Text(), pb::AdaptationState_Name(MessageOf(one.state, kAdaptationStates)));
        }
        one.state = request.agree() ? AdaptationState::kSignedOff : AdaptationState::kDeclined;
        one.signed_by = signer;
        one.note = request.note();
        ++one.revision;
        one.update_time = call.now;
        writer.Put(one);
        writer.Concerns(name.Text());
        writer.TellsOf(name.Text());
        return Shown(*library, one);
      });
}

absl::StatusOr<pb::Adaptation> AdaptationMethods::Withdraw(
    const rpc::Call& call, const pb::WithdrawAdaptationRequest& request) const {
  Violations violations;
  const AdaptationName name = NameFrom(request.name(), violations);
  CheckRequestId(request.request_id(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  const std::string& programme = name.organisation.programme;
  ASSIGN_OR_RETURN(const auto library, libraries_.Of(programme));
  const auto change = ChangeOf("WithdrawAdaptation", call, programme, request);
  return Write<pb::Adaptation>(
      store_.records(), change, [&](sql::RecordWriter& writer) -> absl::StatusOr<pb::Adaptation> {
        ASSIGN_OR_RETURN(SiteAdaptation one, Stored(writer, name));
        RETURN_IF_ERROR(CheckEtag("adaptation", name.Text(), request.etag(), one.revision));
        if (one.state == AdaptationState::kWithdrawn) return AdaptationWithdrawn(name.Text());
        one.state = AdaptationState::kWithdrawn;
        ++one.revision;
        one.update_time = call.now;
        writer.Put(one);
        writer.Concerns(name.Text());
        writer.TellsOf(name.Text());
        return Shown(*library, one);
      });
}

}  // namespace pcsp::planning
