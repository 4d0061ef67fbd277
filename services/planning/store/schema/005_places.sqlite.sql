-- Where postcodes are: metres on the national grid. The id is the postcode in lower case, no space.
create table place (
  programme text not null,
  id text not null,
  postcode text not null,
  easting bigint not null,
  northing bigint not null,
  revision bigint not null,
  create_time bigint not null,
  update_time bigint not null,
  primary key (programme, id)
);
