-- A visitor can put any text into a link, and an index takes texts of about 2,700 bytes. A run
-- removes the indexes that its texts do not fit into, also where its role does not own the tables
-- and was granted this function; utm init and utm maintain make them again.
create function utm_remove_index(index_name text) returns void
language plpgsql security definer
set search_path from current
as $$
begin
    if index_name !~ '^utm_[a-z_]+_(utm|ids)$' then
        raise exception 'index "%" is none that may be removed', index_name
            using errcode = 'insufficient_privilege';
    end if;
    execute format('drop index if exists %I.%I', current_schema(), index_name);
end
$$;

revoke all on function utm_remove_index(text) from public;
comment on function utm_remove_index(text) is
'Removes an index on UTM values or ids, which texts that are too long for it would stop';
