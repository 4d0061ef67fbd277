#include "services/registry/rpc/organisations/find_methods.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "services/registry/domain/errors.h"
#include "services/registry/domain/find/organisation_filter.h"
#include "services/registry/domain/find/organisation_order.h"
#include "services/registry/domain/find/search_index.h"
#include "services/registry/domain/find/search_text.h"
#include "services/registry/domain/text_rules.h"
#include "services/registry/rpc/convert.h"
#include "services/registry/rpc/requests.h"

namespace pcsp::registry {
namespace {

// The value of `result`; a default one, and its violations added to `violations`, if it has none.
template <typename T>
T ValueOr(absl::StatusOr<T> result, Violations& violations) {
  if (result.ok()) return *std::move(result);
  violations.Merge("", result.status());
  return T();
}

OrganisationQuery QueryFrom(const rpc::Call& call, const v1::ListOrganisationsRequest& request,
                            Violations& violations) {
  OrganisationQuery query;
  query.programme = ProgrammeFrom("parent", request.parent(), violations);
  query.kind = FromProto("kind", request.kind(), violations);
  query.within = OrganisationOf(query.programme, "within", request.within(), violations);
  query.day = DateFrom("as_of_date", request.as_of_date(), DayOf(call.now), violations);
  query.show_closed = request.show_closed();
  query.show_deleted = request.show_deleted();
  query.filter = ValueOr(ParseOrganisationFilter(query.programme, request.filter()), violations);
  query.order = ValueOr(ParseOrganisationOrder(request.order_by()), violations);
  CheckView("view", request.view(), violations);
  return query;
}

std::vector<std::string> ArgumentsOf(const v1::ListOrganisationsRequest& request) {
  return {"ListOrganisations", request.parent(),     absl::StrCat(request.kind()),
          request.within(),    request.as_of_date(), request.show_closed() ? "closed too" : "",
          request.filter(),    request.order_by(),   request.show_deleted() ? "deleted too" : ""};
}

// Everything that the query names exists.
absl::Status CheckNamed(Reader& reader, const OrganisationQuery& query) {
  RETURN_IF_ERROR(reader.GetProgramme(query.programme).status());
  std::vector<std::string> ids = OrganisationsNamed(query.filter);
  if (!query.within.empty()) ids.push_back(query.within);
  for (const std::string& id : ids) {
    RETURN_IF_ERROR(reader.GetOrganisation(query.programme, id).status());
  }
  return absl::OkStatus();
}

// The ids in the request's names.
std::vector<std::string> IdsFrom(const v1::BatchGetOrganisationsRequest& request,
                                 const std::string& programme, Violations& violations) {
  if (request.names_size() == 0 || request.names_size() > FindMethods::kMostNames) {
    violations.Add("names", absl::StrCat(request.names_size(), " names"),
                   absl::StrCat("1 to ", FindMethods::kMostNames, " names"));
    return {};
  }
  std::vector<std::string> ids;
  for (int i = 0; i < request.names_size(); ++i) {
    const auto id = ParseOrganisationName(request.names(i));
    if (id && (id->programme == programme || programme.empty())) {
      ids.push_back(id->organisation);
    } else {
      violations.Add(
          absl::StrCat("names[", i, "]"), request.names(i),
          OrganisationName(programme.empty() ? "{programme}" : programme, "{organisation}"));
    }
  }
  return ids;
}

// Letters and digits of all words together.
size_t LettersIn(const std::string& text) {
  size_t letters = 0;
  for (const std::string& word : SearchWords(text)) letters += CharacterCount(word);
  return letters;
}

SearchQuery QueryFrom(const rpc::Call& call, const v1::SearchOrganisationsRequest& request,
                      Violations& violations) {
  SearchQuery query;
  query.text = request.query();
  const size_t letters = LettersIn(query.text);
  if (letters < 2 || letters > 100) {
    violations.Add("query", query.text, "2 to 100 letters and digits");
  }
  query.kind = FromProto("kind", request.kind(), violations);
  query.day = DateFrom("as_of_date", request.as_of_date(), DayOf(call.now), violations);
  query.show_closed = request.show_closed();
  return query;
}

void Write(const SearchHit& hit, const GraphOrganisation& organisation,
           const std::string& programme, v1::OrganisationMatch* out) {
  out->set_organisation(OrganisationName(programme, organisation.id));
  out->set_kind(static_cast<v1::OrganisationKind>(organisation.kind));
  out->set_display_name(organisation.display_name);
  out->set_code(organisation.code);
  out->set_postcode(organisation.postcode);
  out->set_status(static_cast<v1::OrganisationStatus>(organisation.status));
  out->set_score(hit.score / 1000.0);
  if (hit.fields & kFitsName) out->add_matched_fields(v1::MATCHED_FIELD_DISPLAY_NAME);
  if (hit.fields & kFitsCode) out->add_matched_fields(v1::MATCHED_FIELD_CODE);
  if (hit.fields & kFitsPostcode) out->add_matched_fields(v1::MATCHED_FIELD_POSTCODE);
}

}  // namespace

absl::StatusOr<v1::ListOrganisationsResponse> FindMethods::ListOrganisations(
    const rpc::Call& call, const v1::ListOrganisationsRequest& request) const {
  const std::vector<std::string> arguments = ArgumentsOf(request);
  Violations violations;
  OrganisationQuery query = QueryFrom(call, request, violations);
  const Page page =
      PageFrom(request.page_size(), request.page_token(), *tokens_, arguments, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  query.after = page.After(0);
  query.after_key = page.After(1);
  query.limit = page.size + 1;

  std::vector<Organisation> organisations;
  RETURN_IF_ERROR(store_->Read([&](Reader& reader) -> absl::Status {
    RETURN_IF_ERROR(CheckNamed(reader, query));
    organisations = reader.ListOrganisations(query);
    return absl::OkStatus();
  }));
  v1::ListOrganisationsResponse reply;
  if (TakeExtra(organisations, page)) {
    const Organisation& last = organisations.back();
    reply.set_next_page_token(tokens_->Encode({last.id, OrderKeyOf(last, query.order)}, arguments));
  }
  for (const Organisation& organisation : organisations) {
    *reply.add_organisations() = ToProto(organisation, request.view());
  }
  return reply;
}

absl::StatusOr<v1::BatchGetOrganisationsResponse> FindMethods::BatchGetOrganisations(
    const rpc::Call&, const v1::BatchGetOrganisationsRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  const std::vector<std::string> ids = IdsFrom(request, programme, violations);
  CheckView("view", request.view(), violations);
  RETURN_IF_ERROR(violations.ToStatus());

  std::map<std::string, Organisation> found;
  RETURN_IF_ERROR(store_->Read([&](Reader& reader) -> absl::Status {
    RETURN_IF_ERROR(reader.GetProgramme(programme).status());
    for (Organisation& organisation : reader.FindOrganisations(programme, ids)) {
      found[organisation.id] = std::move(organisation);
    }
    return absl::OkStatus();
  }));
  v1::BatchGetOrganisationsResponse reply;
  std::vector<std::string> missing;
  for (const std::string& id : ids) {
    if (const auto organisation = found.find(id); organisation != found.end()) {
      *reply.add_organisations() = ToProto(organisation->second, request.view());
    } else {
      missing.push_back(OrganisationName(programme, id));
    }
  }
  if (!missing.empty()) return OrganisationsNotFound(missing);
  return reply;
}

absl::StatusOr<v1::SearchOrganisationsResponse> FindMethods::SearchOrganisations(
    const rpc::Call& call, const v1::SearchOrganisationsRequest& request) const {
  const std::vector<std::string> arguments = {
      "SearchOrganisations", request.parent(),
      request.query(),       absl::StrCat(request.kind()),
      request.as_of_date(),  request.show_closed() ? "closed too" : ""};
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  const SearchQuery query = QueryFrom(call, request, violations);
  const Page page =
      PageFrom(request.page_size(), request.page_token(), *tokens_, arguments, violations);
  RETURN_IF_ERROR(violations.ToStatus());

  ASSIGN_OR_RETURN(const auto snapshot, store_->SnapshotOf(programme));
  const Graph& graph = snapshot->graph();
  v1::SearchOrganisationsResponse reply;
  reply.set_revision(snapshot->revision());
  const std::vector<SearchHit> hits = snapshot->search_index().Search(graph, query);
  reply.set_total_size(static_cast<int32_t>(hits.size()));
  int last_score = 0;
  if (!absl::SimpleAtoi(page.After(0), &last_score)) last_score = 1001;  // above every score
  std::string last_id = page.After(1);
  for (const SearchHit& hit : hits) {
    const std::string& id = graph.at(hit.organisation).id;
    if (hit.score > last_score || (hit.score == last_score && id <= last_id)) continue;
    if (reply.matches_size() == page.size) {
      reply.set_next_page_token(tokens_->Encode({absl::StrCat(last_score), last_id}, arguments));
      break;
    }
    Write(hit, graph.at(hit.organisation), programme, reply.add_matches());
    last_score = hit.score;
    last_id = id;
  }
  return reply;
}

}  // namespace pcsp::registry
