-- before
SELECT 1 -- behind; not an end
  /* block ; /* nested */ still */ + 2; -- own line
/* leading */ SELECT ';', "a;b", $$;$$;
;;
-- only a comment
