#include "services/registry/rpc/organisations/reorganisation_methods.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "services/registry/domain/errors.h"
#include "services/registry/domain/graph/reorganisation.h"
#include "services/registry/rpc/convert.h"
#include "services/registry/rpc/organisations/deletion_methods.h"
#include "services/registry/rpc/organisations/new_organisation.h"
#include "services/registry/rpc/requests.h"
#include "services/registry/rpc/write.h"

namespace pcsp::registry {
namespace {

// One that the request names, with the etag that it gives.
struct Named {
  std::string id;
  std::string etag;
};

// What a request asks for, before anything is read: successors that exist have but their ids.
struct Asked {
  std::string programme;
  std::vector<Named> sources;
  std::vector<Successor> successors;
  std::vector<std::string> etags;  // of the successors; "" for new ones
  Date date;
};

// Reads the parts that merger and split have in common.
class RequestReader {
 public:
  RequestReader(std::string programme, const std::string& date, const std::string& request_id,
                absl::Time now)
      : now_(now) {
    asked_.programme = std::move(programme);
    asked_.date = DateFrom("date", date, kSinceAlways, violations_);
    if (date.empty()) violations_.Add("date", "", kDateRule);
    CheckRequestId("request_id", request_id, violations_);
  }

  void AddSource(const std::string& field, const v1::OrganisationRef& source) {
    asked_.sources.push_back({Existing(field + ".name", source.name()), source.etag()});
  }

  void AddSuccessor(const std::string& field, const v1::OrganisationRef& existing) {
    Successor successor;
    successor.organisation.id = Existing(field + "existing.name", existing.name());
    asked_.successors.push_back(std::move(successor));
    asked_.etags.push_back(existing.etag());
  }

  void AddSuccessor(const std::string& field, v1::NewOrganisation created) {
    if (created.organisation().open_date().empty()) {
      created.mutable_organisation()->set_open_date(FormatDate(asked_.date));
    }
    // The kind follows from the sources, which are not read yet; any will do until then.
    const bool no_kind = created.organisation().kind() == v1::ORGANISATION_KIND_UNSPECIFIED;
    if (no_kind) created.mutable_organisation()->set_kind(v1::ORGANISATION_KIND_PRACTICE);
    const std::string prefix = field + "new_organisation.";
    CheckNewId(prefix + "organisation_id", created.organisation_id(), violations_);
    Violations own;
    Successor successor;
    successor.is_new = true;
    Organisation organisation = FromProto(created.organisation(), own);
    violations_.Merge(prefix, own.ToStatus());
    successor.organisation = NewOrganisation(prefix, asked_.programme, created.organisation_id(),
                                             std::move(organisation), now_, violations_);
    if (no_kind) successor.organisation.kind = OrganisationKind::kUnspecified;
    CheckOnce(prefix + "organisation_id", successor.organisation.id);
    asked_.successors.push_back(std::move(successor));
    asked_.etags.emplace_back();
  }

  void AddTaken(const std::string& field, const std::string& name) {
    const std::string id = OrganisationOf(asked_.programme, field, name, violations_);
    if (id.empty() && name.empty()) violations_.Add(field, "", "the name of an organisation");
    if (!id.empty() && !taken_.insert(id).second) {
      violations_.Add(field, name, "an organisation that no other part takes");
    }
    asked_.successors.back().takes.insert(id);
  }

  void CheckCount(const std::string& field, int given, int least, int most) {
    if (given >= least && given <= most) return;
    violations_.Add(field, absl::StrCat(given), absl::StrCat(least, " to ", most));
  }

  Violations& violations() { return violations_; }

  absl::StatusOr<Asked> Finish() && {
    RETURN_IF_ERROR(violations_.ToStatus());
    return std::move(asked_);
  }

 private:
  std::string Existing(const std::string& field, const std::string& name) {
    std::string id = OrganisationOf(asked_.programme, field, name, violations_);
    if (name.empty()) violations_.Add(field, "", kOrganisationNameRule);
    CheckOnce(field, id);
    return id;
  }

  // No organisation plays two parts.
  void CheckOnce(const std::string& field, const std::string& id) {
    if (id.empty() || parties_.insert(id).second) return;
    violations_.Add(field, id, "each organisation once");
  }

  const absl::Time now_;
  Violations violations_;
  Asked asked_;
  std::set<std::string> parties_, taken_;
};

absl::StatusOr<Organisation> Read(Reader& reader, const std::string& programme,
                                  const Named& named) {
  ASSIGN_OR_RETURN(Organisation organisation, GetLive(reader, programme, named.id));
  RETURN_IF_ERROR(CheckEtag("organisation", OrganisationName(programme, named.id), named.etag,
                            EtagOf(organisation.revision)));
  return organisation;
}

// What was asked, with the organisations as they are.
absl::StatusOr<Reorganisation> Resolve(Reader& reader, Asked asked) {
  Reorganisation reorganisation;
  reorganisation.date = asked.date;
  for (const Named& source : asked.sources) {
    ASSIGN_OR_RETURN(Organisation organisation, Read(reader, asked.programme, source));
    reorganisation.sources.push_back(std::move(organisation));
  }
  for (size_t i = 0; i < asked.successors.size(); ++i) {
    Successor& successor = asked.successors[i];
    if (successor.is_new) {
      if (successor.organisation.kind == OrganisationKind::kUnspecified) {
        successor.organisation.kind = reorganisation.sources.front().kind;
      }
      RETURN_IF_ERROR(CheckIsFree(reader, successor.organisation));
    } else {
      ASSIGN_OR_RETURN(successor.organisation,
                       Read(reader, asked.programme, {successor.organisation.id, asked.etags[i]}));
    }
    reorganisation.successors.push_back(std::move(successor));
  }
  return reorganisation;
}

using Relationships = google::protobuf::RepeatedPtrField<v1::Relationship>;

int32_t Show(const std::vector<Relationship>& relationships, bool named, bool only_planned,
             Relationships* out) {
  for (const Relationship& relationship : relationships) {
    if (out->size() == ReorganisationMethods::kMostRelationshipsShown) break;
    v1::Relationship* shown = out->Add();
    *shown = ToProto(relationship);
    if (only_planned) shown->clear_etag();
    if (only_planned && !named) shown->clear_name();
  }
  return static_cast<int32_t>(relationships.size());
}

v1::Reorganisation ReplyOf(const Reorganisation& reorganisation, const ReorganisationPlan& plan,
                           bool only_planned) {
  v1::Reorganisation reply;
  for (const Organisation& source : plan.closed) *reply.add_sources() = ToProto(source);
  for (const Successor& successor : reorganisation.successors) {
    v1::Organisation* shown = reply.add_successors();
    *shown = ToProto(successor.organisation);
    if (only_planned && successor.is_new) shown->clear_etag();
  }
  if (only_planned) {
    for (v1::Organisation& source : *reply.mutable_sources()) source.clear_etag();
  }
  reply.set_ended_count(Show(plan.ended, true, only_planned, reply.mutable_ended()));
  reply.set_moved_count(Show(plan.moved, true, only_planned, reply.mutable_moved()));
  reply.set_removed_count(Show(plan.removed, true, only_planned, reply.mutable_removed()));
  reply.set_created_count(Show(plan.related, false, only_planned, reply.mutable_created()));
  return reply;
}

absl::StatusOr<v1::Reorganisation> Reorganise(Store& store, const Change& change,
                                              const Asked& asked) {
  return Write<v1::Reorganisation>(
      store, change, [&](Writer& writer) -> absl::StatusOr<v1::Reorganisation> {
        RETURN_IF_ERROR(writer.Touch(asked.programme));
        ASSIGN_OR_RETURN(const Reorganisation reorganisation, Resolve(writer, asked));
        ASSIGN_OR_RETURN(const ReorganisationPlan plan,
                         PlanReorganisation(reorganisation, writer.Everything(asked.programme),
                                            change.now, [&] { return NewUuid(change.now); }));
        writer.Apply(plan);
        // What ends is what the change is about; what it becomes is found from there.
        if (!plan.closed.empty()) {
          writer.Concerns(OrganisationName(asked.programme, plan.closed.front().id));
        }
        return ReplyOf(reorganisation, plan, change.validate_only);
      });
}

}  // namespace

absl::StatusOr<v1::Reorganisation> ReorganisationMethods::MergeOrganisations(
    const rpc::Call& call, const v1::MergeOrganisationsRequest& request) const {
  Violations naming;
  RequestReader reader(ProgrammeFrom("parent", request.parent(), naming), request.date(),
                       request.request_id(), call.now);
  reader.violations().Merge("", naming.ToStatus());
  reader.CheckCount("sources", request.sources_size(), 1, kMostSources);
  for (int i = 0; i < request.sources_size(); ++i) {
    reader.AddSource(absl::StrCat("sources[", i, "]"), request.sources(i));
  }
  if (request.has_existing()) {
    reader.AddSuccessor("", request.existing());
  } else if (request.has_new_organisation()) {
    reader.AddSuccessor("", request.new_organisation());
  } else {
    reader.violations().Add("target", "", "`existing` or `new_organisation`");
  }
  ASSIGN_OR_RETURN(const Asked asked, std::move(reader).Finish());
  return Reorganise(
      *store_, {KeyOf("MergeOrganisations", request), call.now, request.validate_only()}, asked);
}

absl::StatusOr<v1::Reorganisation> ReorganisationMethods::SplitOrganisation(
    const rpc::Call& call, const v1::SplitOrganisationRequest& request) const {
  Violations naming;
  const OrganisationId id = OrganisationFrom("name", request.name(), naming);
  RequestReader reader(id.programme, request.date(), request.request_id(), call.now);
  reader.violations().Merge("", naming.ToStatus());
  v1::OrganisationRef source;
  source.set_name(request.name());
  source.set_etag(request.etag());
  if (naming.empty()) reader.AddSource("", source);
  reader.CheckCount("parts", request.parts_size(), 2, kMostParts);
  for (int i = 0; i < request.parts_size(); ++i) {
    const v1::SplitPart& part = request.parts(i);
    const std::string field = absl::StrCat("parts[", i, "].");
    if (part.has_existing()) {
      reader.AddSuccessor(field, part.existing());
    } else if (part.has_new_organisation()) {
      reader.AddSuccessor(field, part.new_organisation());
    } else {
      reader.violations().Add(field + "part", "", "`existing` or `new_organisation`");
      continue;
    }
    for (int j = 0; j < part.takes_size(); ++j) {
      reader.AddTaken(absl::StrCat(field, "takes[", j, "]"), part.takes(j));
    }
  }
  ASSIGN_OR_RETURN(const Asked asked, std::move(reader).Finish());
  return Reorganise(
      *store_, {KeyOf("SplitOrganisation", request), call.now, request.validate_only()}, asked);
}

}  // namespace pcsp::registry
